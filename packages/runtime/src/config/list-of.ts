import { suggest } from "@cs/services";
import { z } from "zod";

/** A setting that lists names of one kind, parted by commas. An unknown one is refused with the name it resembles. */
export function listOf(kind: string, known: readonly string[]) {
  return z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    )
    .superRefine((names, context) => {
      const unknown = names.find((name) => !known.includes(name));
      if (unknown === undefined) return;
      const near = suggest(unknown, known);
      const help = near ? `did you mean ${near}?` : `known are ${known.join(", ")}`;
      context.addIssue({
        code: "custom",
        message: `must name ${kind}s, and there is no ${unknown.slice(0, 60)}: ${help}`,
      });
    });
}
