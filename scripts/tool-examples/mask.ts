/** The span of time in which examples ran. */
export interface RunTime {
  readonly from: Date;
  readonly to: Date;
}

/** Shown for every moment of the run. */
const moment = "2026-06-30T12:00:00.000Z";

/**
 * Makes a recorded value the same in every run, where it hangs on when and where it ran: ids are numbered in the order in
 * which they first appear, moments of the run are all the same noon, the day on which a source delivered a stage is the
 * day of that noon, the number in the marks around customers' text is zeros, and cursors and hashes of contents are left
 * out. Nothing else is changed.
 */
export function mask(value: unknown, { from, to }: RunTime): unknown {
  const ids = new Map<string, string>();
  const number = (id: string, prefix: string) => {
    const known = ids.get(id) ?? `${prefix}_${String(ids.size + 1).padStart(26, "0")}`;
    ids.set(id, known);
    return known;
  };
  const ofRun = (instant: string) => {
    const time = Date.parse(instant);
    return time >= from.getTime() && time <= to.getTime() ? moment : instant;
  };
  const text = JSON.stringify(value)
    .replaceAll(/\b([a-z]+)_(?!0{26})[0-9a-z]{26}\b/gi, number)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, ofRun)
    .replaceAll(/(delivered the stage on )\d{4}-\d\d-\d\d/g, `$1${moment.slice(0, 10)}`)
    .replaceAll(/(untrusted )[0-9a-f]{12}/g, "$1000000000000")
    .replaceAll(/"(nextCursor|cursor)":"[^"]+"/g, '"$1":"…"')
    .replaceAll(/"(\w*[hH]ash|requestId)":"[^"]+"/g, '"$1":"…"');
  return JSON.parse(text);
}
