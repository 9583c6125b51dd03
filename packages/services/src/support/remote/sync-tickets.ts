import { addDays, type CalendarDate, type Instant, IntegrationError } from "@cs/models";
import type { Persistence, SyncState, WriteTransaction } from "@cs/persistence";
import { earlier, isAt, stateOf } from "../../sync/run-state.ts";
import { coverTickets } from "./cover-tickets.ts";
import { type SyncReport, syncReport } from "./sync-report.ts";
import { takeRemoteTickets } from "./take-remote-tickets.ts";
import type { TicketPage, TicketSource } from "./ticket-source.ts";

export interface SyncTicketsOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly source: TicketSource;
  /** The current day in the tenant's zone. */
  readonly today: CalendarDate;
  /** Reads what changed from this day on, also what was read before. Later than where the last run ended it has no effect. */
  readonly since?: CalendarDate | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
}

/** Searches find changes late: what changed so shortly before the last run may not have been found by it. */
const overlapMs = 10 * 60_000;
/** Help desks forget where a reader stood; Zendesk after an hour. */
const cursorLivesMs = 50 * 60_000;

/**
 * Reads the tickets that have changed since the last run. How far it has come is stored with each page, so whoever takes it
 * up after a crash reads on from there; several at once share the work, and reading a page again changes nothing.
 */
export async function syncTickets(options: SyncTicketsOptions): Promise<SyncReport> {
  const { persistence, tenantId, source, signal, onProgress } = options;
  let run = await persistence.write(tenantId, (tx) => begin(tx, options));
  const total = onProgress ? await source.count(run.since) : 0;
  let isAnew = false;
  while (run.beganAt !== null) {
    onProgress?.(run.read, total);
    signal?.throwIfAborted();
    try {
      run = await readNext(options, run);
    } catch (error) {
      if (isAnew || run.cursor === null || !isRefused(error)) throw error;
      isAnew = true;
      const { since } = run;
      run = await persistence.write(tenantId, (tx) => beginAt(tx, options, since));
    }
  }
  const ended = run;
  return persistence.write(tenantId, (tx) => syncReport(tx, ended));
}

/** Goes on with a run that was interrupted, or begins one. */
async function begin(tx: WriteTransaction, options: SyncTicketsOptions): Promise<SyncState> {
  const { source, since: sinceDay, clock = () => new Date() } = options;
  const now = clock().getTime();
  const open = await tx.syncs.open(streamOf(source));
  // The day begins at no place of the earth earlier than this.
  const asked = sinceDay === undefined ? undefined : `${addDays(sinceDay, -1)}T00:00:00.000Z`;
  const isUnderWay = open !== null && open.beganAt !== null;
  const due = isUnderWay ? open.since : open?.syncedAt ? instant(Date.parse(open.syncedAt) - overlapMs) : undefined;
  const since = due === undefined ? (asked ?? null) : earlier(due, asked);
  if (isUnderWay && since === open.since && now - Date.parse(open.advancedAt) < cursorLivesMs) return open;
  return beginAt(tx, options, since);
}

async function beginAt(
  tx: WriteTransaction,
  { source, clock = () => new Date() }: SyncTicketsOptions,
  since: Instant | null,
): Promise<SyncState> {
  await tx.syncs.begin(streamOf(source), { beganAt: clock().toISOString(), since });
  return stateOf(tx, streamOf(source));
}

/** Reads a page and stores it, or says where the run stands when somebody else has taken it further. */
async function readNext(options: SyncTicketsOptions, run: SyncState): Promise<SyncState> {
  const { persistence, tenantId, source } = options;
  const page = await source.page(run);
  return persistence.write(tenantId, (tx) => storePage(tx, options, { run, page }));
}

/** A help desk refuses to go on where it does not remember that a reader stood. */
function isRefused(error: unknown): boolean {
  return error instanceof IntegrationError && error.failure === "refused";
}

async function storePage(
  tx: WriteTransaction,
  { source, today }: SyncTicketsOptions,
  { run, page }: { readonly run: SyncState; readonly page: TicketPage },
): Promise<SyncState> {
  const stream = streamOf(source);
  const open = await stateOf(tx, stream);
  if (!isAt(open, run)) return open;
  await tx.planAnew();
  const tickets = [...new Map(page.tickets.map((ticket) => [ticket.id, ticket])).values()];
  const taken = await takeRemoteTickets(tx, source.name, tickets);
  const countOf = (...statuses: readonly string[]) => taken.filter(({ status }) => statuses.includes(status)).length;
  await tx.syncs.advance(stream, {
    cursor: page.cursor,
    read: page.read - page.tickets.length + tickets.length,
    written: countOf("inserted", "updated"),
    unchanged: countOf("unchanged", "outdated"),
    unmatched: countOf("unmatched"),
  });
  if (page.cursor === null) {
    await tx.syncs.finish(stream);
    await coverTickets(tx, await stateOf(tx, stream), today);
  }
  return stateOf(tx, stream);
}

function streamOf({ name }: TicketSource) {
  return { source: name, stream: "tickets" };
}

function instant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
