import { type CalendarDate, daysBetween } from "@cs/models";
import type { SyncCounts } from "@cs/persistence";
import type { SyncOptions } from "../../../sync/sync-stream.ts";
import { sourceClock } from "./source-clock.ts";
import { UnmatchedTally, type UnmatchedUsageCount } from "./unmatched-tally.ts";
import { beginUsageRun, firstDayOf, nextDayOf, readUsagePart, type UsageRun } from "./usage-run.ts";
import type { UsageSource } from "./usage-source.ts";

export interface SyncUsageOptions extends SyncOptions {
  readonly source: UsageSource;
  /** The current day in the tenant's zone. */
  readonly today: CalendarDate;
  /** Reads what happened from this day on, also what was read before. Default: 90 days before today in the first run. */
  readonly since?: CalendarDate | undefined;
  /** Told how many days are read, of how many. */
  readonly onProgress?: ((days: number, total: number) => void) | undefined;
}

/** What a run read, and what no account was found for. */
export interface UsageSyncReport extends SyncCounts {
  readonly source: string;
  /** The days that were read, in the zone of the source. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Events that lack what every event has, as a time, and were left out. */
  readonly incomplete: number;
  /** Events read just now that are recorded with another account, user, feature or time, which stay. */
  readonly differing: number;
  /** What the events read just now that have no account name instead: up to 100, those of the most events first. */
  readonly withoutAccount: readonly UnmatchedUsageCount[];
}

/** Systems limit how often they are asked, Mixpanel to 60 times an hour: a long range is read in so many parts. */
const partsOfARun = 30;
const listedValues = 100;

/**
 * Reads the events since the last run, and those of some days before that, as events come late. Each batch is stored at once,
 * and after each part of the days how far the run has come: whoever takes it up after a crash reads that part again, which
 * changes nothing of what is stored. So do several at once.
 */
export async function syncUsage(options: SyncUsageOptions): Promise<UsageSyncReport> {
  const { persistence, tenantId, source, today, since, onProgress, signal, clock = () => new Date() } = options;
  const tally = new UnmatchedTally();
  let differing = 0;
  const run: UsageRun = {
    ...{ persistence, tenantId, source, today, signal },
    clock: sourceClock(source.timeZone, today, clock()),
    onTaken(taken) {
      differing += taken.differing;
      for (const each of taken.withoutAccount) tally.add(each);
    },
  };
  const { lastDay } = run.clock;
  let state = await beginUsageRun(run, since);
  const [from, next] = [firstDayOf(state), nextDayOf(state)];
  const partDays = Math.max(1, Math.ceil((daysBetween(next, lastDay) + 1) / partsOfARun));
  while (state.beganAt !== null) {
    onProgress?.(daysBetween(from, nextDayOf(state)), daysBetween(from, lastDay) + 1);
    signal?.throwIfAborted();
    state = await readUsagePart(run, state, partDays);
  }
  const { read, written, unchanged, unmatched } = state;
  return {
    source: source.name,
    from,
    to: lastDay,
    ...{ read, written, unchanged, unmatched },
    incomplete: read - written - unchanged - unmatched,
    differing,
    withoutAccount: tally.commonest(listedValues),
  };
}
