/** At most so many points are drawn: more are no longer told apart. */
const most = 60;

/** Every n-th of many entries, counted from the last; and the sentence that says so. */
export function thinned<Entry>(entries: readonly Entry[]): {
  readonly entries: readonly Entry[];
  readonly note: string;
} {
  const step = Math.ceil(entries.length / most);
  if (step <= 1) return { entries, note: "" };
  const last = entries.length - 1;
  return {
    entries: entries.filter((_, at) => (last - at) % step === 0),
    note: ` One in ${step} of ${entries.length} days is shown.`,
  };
}
