import { type CalendarDate, calendarDateSchema } from "@cs/models";

/** What was measured of a workspace on a day; a measure that is not known is left out, and never 0. */
export interface ObservationRow {
  readonly workspace: string;
  readonly day: CalendarDate;
  readonly values: Readonly<Record<string, number>>;
}

/** Rows `workspace,day,` and one column per measure. An empty field is an unknown value. Fields have no quotes. */
export function parseObservations(csv: string): ObservationRow[] {
  const [header = "", ...lines] = csv.trim().split(/\r?\n/);
  const [, , ...ids] = header.split(",");
  return lines.map((line, index) => {
    const [workspace = "", day = "", ...fields] = line.split(",");
    const values = ids.flatMap((id, place): [string, number][] => {
      const field = fields[place] ?? "";
      return field === "" ? [] : [[id, Number(field)]];
    });
    const isGood = calendarDateSchema.safeParse(day).success && values.every(([, value]) => Number.isFinite(value));
    if (!isGood) throw new Error(`Line ${index + 2} of the observations is not "workspace,YYYY-MM-DD,number,...".`);
    return { workspace, day, values: Object.fromEntries(values) };
  });
}
