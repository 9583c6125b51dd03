import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CalendarDate } from "@cs/models";
import { type ObservationRow, parseObservations } from "./parse-observations.ts";

const folder = join(import.meta.dirname, "..", "data");

/** A customer of the whiteboard product, with what was measured of it. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  /** By day, earliest first. */
  readonly rows: readonly ObservationRow[];
}

/** The workspaces and every day on which anything was measured, earliest first. A real product reads its own tables. */
export function readWorkspaces(): {
  readonly workspaces: readonly Workspace[];
  readonly days: readonly CalendarDate[];
} {
  const rows = parseObservations(readFileSync(join(folder, "observations.csv"), "utf8"));
  rows.sort((left, right) => (left.day < right.day ? -1 : 1));
  const known = JSON.parse(readFileSync(join(folder, "workspaces.json"), "utf8")) as Omit<Workspace, "rows">[];
  return {
    workspaces: known.map((each) => ({ ...each, rows: rows.filter(({ workspace }) => workspace === each.id) })),
    days: [...new Set(rows.map(({ day }) => day))],
  };
}
