import { addDays, type CalendarDate, type Instant, IntegrationError } from "@cs/models";
import type { Persistence, Stream, SyncCounts, SyncState, WriteTransaction } from "@cs/persistence";
import { earlier, isAt, stateOf } from "./run-state.ts";

/** Something that is read again and again from another system, as tickets. */
export interface StreamSource<Page extends SourcePage> {
  /** Its name as the source of facts, as `zendesk`. */
  readonly name: string;
  /** How many things have changed since then; null for all. */
  count(since: Instant | null): Promise<number>;
  /** A page of them, in an order that does not change, each with its present state. */
  page(request: PageRequest): Promise<Page>;
}

export interface PageRequest {
  readonly since: Instant | null;
  /** As the page before named it; null for the first. */
  readonly cursor: string | null;
}

export interface SourcePage {
  /** Of the next page; null after the last. */
  readonly cursor: string | null;
}

/** Of whom, since when, and until when something is read. */
export interface SyncOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** Reads what changed from this day on, also what was read before. Later than where the last run ended it has no effect. */
  readonly since?: CalendarDate | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
}

export interface SyncStreamOptions<Page extends SourcePage> extends SyncOptions {
  readonly source: StreamSource<Page>;
  /** What is read, as `tickets`. */
  readonly stream: string;
  /** Stores a page and says what became of what it holds. */
  take(tx: WriteTransaction, page: Page): Promise<SyncCounts>;
  /** Done with the last page of a run. */
  finish?(tx: WriteTransaction, state: SyncState): Promise<void>;
}

/** Searches find changes late: what changed so shortly before the last run may not have been found by it. */
const overlapMs = 10 * 60_000;
/** Other systems forget where a reader stood; Zendesk after an hour. */
const cursorLivesMs = 50 * 60_000;

/**
 * Reads what has changed since the last run, and gives its state when it has ended. How far it has come is stored with each
 * page, so whoever takes it up after a crash reads on from there; several at once share the work, and reading a page again
 * changes nothing.
 */
export async function syncStream<Page extends SourcePage>(options: SyncStreamOptions<Page>): Promise<SyncState> {
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
  return run;
}

/** Goes on with a run that was interrupted, or begins one. */
async function begin<Page extends SourcePage>(
  tx: WriteTransaction,
  options: SyncStreamOptions<Page>,
): Promise<SyncState> {
  const { since: sinceDay, clock = () => new Date() } = options;
  const now = clock().getTime();
  const open = await tx.syncs.open(streamOf(options));
  // The day begins at no place of the earth earlier than this.
  const asked = sinceDay === undefined ? undefined : `${addDays(sinceDay, -1)}T00:00:00.000Z`;
  const isUnderWay = open !== null && open.beganAt !== null;
  const due = isUnderWay ? open.since : open?.syncedAt ? instant(Date.parse(open.syncedAt) - overlapMs) : undefined;
  const since = due === undefined ? (asked ?? null) : earlier(due, asked);
  if (isUnderWay && since === open.since && now - Date.parse(open.advancedAt) < cursorLivesMs) return open;
  return beginAt(tx, options, since);
}

async function beginAt<Page extends SourcePage>(
  tx: WriteTransaction,
  options: SyncStreamOptions<Page>,
  since: Instant | null,
): Promise<SyncState> {
  const { clock = () => new Date() } = options;
  const stream = streamOf(options);
  await tx.syncs.begin(stream, { beganAt: clock().toISOString(), since });
  return stateOf(tx, stream);
}

/** Reads a page and stores it, or says where the run stands when somebody else has taken it further. */
async function readNext<Page extends SourcePage>(options: SyncStreamOptions<Page>, run: SyncState): Promise<SyncState> {
  const { persistence, tenantId, source } = options;
  const page = await source.page(run);
  return persistence.write(tenantId, (tx) => storePage(tx, options, { run, page }));
}

/** A system refuses to go on where it does not remember that a reader stood. */
function isRefused(error: unknown): boolean {
  return error instanceof IntegrationError && error.failure === "refused";
}

async function storePage<Page extends SourcePage>(
  tx: WriteTransaction,
  options: SyncStreamOptions<Page>,
  { run, page }: { readonly run: SyncState; readonly page: Page },
): Promise<SyncState> {
  const stream = streamOf(options);
  const open = await stateOf(tx, stream);
  if (!isAt(open, run)) return open;
  await tx.planAnew();
  await tx.syncs.advance(stream, { cursor: page.cursor, ...(await options.take(tx, page)) });
  if (page.cursor === null) {
    await tx.syncs.finish(stream);
    await options.finish?.(tx, await stateOf(tx, stream));
  }
  return stateOf(tx, stream);
}

function streamOf({ source, stream }: { readonly source: { readonly name: string }; readonly stream: string }): Stream {
  return { source: source.name, stream };
}

function instant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
