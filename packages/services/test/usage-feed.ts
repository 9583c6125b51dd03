import type { RemoteUsage, UsageRange, UsageSource } from "../src/index.ts";

const dayMs = 86_400_000;

/** An event of organisation 1, which is named by the time it happened at. */
export function remoteUsage(shownAt: string, part: Partial<RemoteUsage> = {}): RemoteUsage {
  return { id: `id-${shownAt}`, feature: "reports", shownAt, user: "u-1", organizations: ["1"], email: null, ...part };
}

/** A product analytics system with what a test puts into it. */
export class UsageFeed implements UsageSource {
  readonly name = "mixpanel";
  readonly timeZone: string;
  readonly stored: RemoteUsage[];
  /** What was asked for, as `2024-01-01..2024-01-03`. */
  readonly asked: string[] = [];
  /** Told of each event before it is given. */
  before: (event: RemoteUsage) => void = () => {};

  constructor(events: readonly RemoteUsage[] = [], timeZone = "UTC") {
    this.stored = [...events];
    this.timeZone = timeZone;
  }

  async *events({ from, to }: UsageRange): AsyncGenerator<RemoteUsage> {
    this.asked.push(`${from}..${to}`);
    for (const event of [...this.stored]) {
      const day = event.shownAt?.slice(0, 10) ?? from;
      if (day < from || day > to) continue;
      this.before(event);
      yield event;
    }
  }
}

/** One event a day at noon, from a day on. */
export function daily(from: string, days: number): RemoteUsage[] {
  const first = Date.parse(`${from}T12:00:00.000Z`);
  return Array.from({ length: days }, (_, day) => remoteUsage(new Date(first + day * dayMs).toISOString()));
}
