import { addDays, type CalendarDate, type Instant } from "@cs/models";
import type { Persistence, SyncState, WriteTransaction } from "@cs/persistence";
import { inBatches } from "../../../batches/in-batches.ts";
import { earlier, isAt, stateOf } from "../../../sync/run-state.ts";
import { coverUsage } from "./cover-usage.ts";
import type { SourceClock } from "./source-clock.ts";
import { type TakenUsage, takeRemoteUsage } from "./take-remote-usage.ts";
import type { RemoteUsage, UsageSource } from "./usage-source.ts";

/** What the steps of a run stand on. */
export interface UsageRun {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly source: UsageSource;
  readonly today: CalendarDate;
  readonly clock: SourceClock;
  readonly signal: AbortSignal | undefined;
  /** Told what became of a batch that is stored. */
  readonly onTaken: (taken: TakenUsage) => void;
}

const firstRunDays = 90;
/** Mixpanel takes events up to five days after they happened, unless they are imported; one more for those on their way. */
const lateDays = 6;
const batchSize = 1000;

/** Goes on with a run that was interrupted, or begins one. */
export function beginUsageRun(run: UsageRun, sinceDay: CalendarDate | undefined): Promise<SyncState> {
  const { persistence, tenantId, source, today, clock } = run;
  return persistence.write(tenantId, async (tx) => {
    const stream = streamOf(source);
    const open = await tx.syncs.open(stream);
    const asked = sinceDay && midnightBefore(sinceDay);
    const due = dueSince(open, clock) ?? asked ?? midnightBefore(addDays(today, -firstRunDays));
    const since = earlier(due, asked);
    if (open?.beganAt && since === open.since) return open;
    await tx.syncs.begin(stream, { beganAt: clock.now, since });
    return stateOf(tx, stream);
  });
}

/** From when on a run has to read, so that nothing is left out; null before the first. */
function dueSince(open: SyncState | null, clock: SourceClock): Instant | null {
  if (open?.beganAt) return open.since;
  return open?.syncedAt ? midnight(clock.dayOf(open.syncedAt, -lateDays)) : null;
}

/** Reads some days and stores them, or says where the run stands when somebody else has taken it further. */
export async function readUsagePart(run: UsageRun, state: SyncState, days: number): Promise<SyncState> {
  const { persistence, tenantId, source, clock, signal, onTaken } = run;
  const from = nextDayOf(state);
  const isLast = addDays(from, days) > clock.lastDay;
  const to = isLast ? clock.lastDay : addDays(from, days - 1);
  const events = from <= to ? source.events({ from, to, signal }) : [];
  for await (const batch of inBatches(events, batchSize)) {
    signal?.throwIfAborted();
    const stored = await persistence.write(tenantId, (tx) => storeBatch(tx, run, { state, batch }));
    if ("beganAt" in stored) return stored;
    onTaken(stored);
  }
  return persistence.write(tenantId, (tx) => endPart(tx, run, { state, to }));
}

/** What became of the events, or where the run stands when somebody else has taken it further. */
async function storeBatch(
  tx: WriteTransaction,
  { source, clock }: UsageRun,
  { state, batch }: { readonly state: SyncState; readonly batch: readonly RemoteUsage[] },
): Promise<TakenUsage | SyncState> {
  const stream = streamOf(source);
  const now = await stateOf(tx, stream);
  if (!isAt(now, state)) return now;
  await tx.planAnew();
  const taken = await takeRemoteUsage(tx, batch, { source: source.name, clock });
  const { read, written, unchanged, unmatched } = taken;
  await tx.syncs.advance(stream, { cursor: state.cursor, read, written, unchanged, unmatched });
  return taken;
}

/** Notes that the days up to and with `to` are read; after the last of them the run has ended. */
async function endPart(
  tx: WriteTransaction,
  { source, today, clock }: UsageRun,
  { state, to }: { readonly state: SyncState; readonly to: CalendarDate },
): Promise<SyncState> {
  const stream = streamOf(source);
  const now = await stateOf(tx, stream);
  if (!isAt(now, state)) return now;
  if (to < clock.lastDay) {
    const nothing = { read: 0, written: 0, unchanged: 0, unmatched: 0 };
    await tx.syncs.advance(stream, { cursor: addDays(to, 1), ...nothing });
    return stateOf(tx, stream);
  }
  await tx.syncs.finish(stream);
  const ended = await stateOf(tx, stream);
  await coverUsage(tx, ended, today);
  return ended;
}

/** The first day that a run reads. */
export function firstDayOf({ since }: SyncState): CalendarDate {
  if (since === null) throw new Error("usage is read from a day on");
  return since.slice(0, 10);
}

/** The first day that a run has not read. */
export function nextDayOf(state: SyncState): CalendarDate {
  return state.cursor ?? firstDayOf(state);
}

/** A day may begin here while the source still has the day before, which is read too. */
function midnightBefore(day: CalendarDate): Instant {
  return midnight(addDays(day, -1));
}

function midnight(day: CalendarDate): Instant {
  return `${day}T00:00:00.000Z`;
}

function streamOf({ name }: UsageSource) {
  return { source: name, stream: "usage" };
}
