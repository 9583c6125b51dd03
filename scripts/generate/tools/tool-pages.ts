import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Operation, operations } from "@cs/services";
import type { RecordedExample } from "../../tool-examples/tool-example.ts";
import { toolPage } from "./tool-page.ts";

const recorded = join(import.meta.dirname, "..", "..", "tool-examples", "recorded");

/** The pages of all tools, by path. */
export const toolPages: Readonly<Record<string, () => string>> = Object.fromEntries(
  operations.map((operation) => [`docs/tools/${operation.name}.md`, () => toolPage(operation, examplesOf(operation))]),
);

/** What was recorded for a tool: nothing while it is new, until its examples ran. */
function examplesOf({ name }: Operation): RecordedExample[] {
  const file = join(recorded, `${name}.snap`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}
