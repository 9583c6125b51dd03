import { type CalendarDate, type ClientId, InvalidInputError } from "@cs/models";
import type { Persistence, ReadTransaction } from "@cs/persistence";
import type { Decision, History, Snapshot } from "@cs/prediction";
import { chooseScorecards } from "../../health/scoring/choose-scorecards.ts";
import { isUndecided, snapshotOf } from "./history-day.ts";
import { type HistoryWindow, historyWindow, type WindowRequest } from "./history-window.ts";

export interface HistoryRequest extends WindowRequest {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** The day that counts as today: nothing after it is read. */
  readonly asOf: CalendarDate;
  /** Called after each batch of accounts, and waited for. */
  readonly onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Stored history by account and month, and the days on which it was looked at. */
export interface StoredHistory extends HistoryWindow {
  readonly history: History;
}

/** Accounts per transaction. */
const batchSize = 200;
/** More account-months than this are no longer held in memory at once. */
const most = 400_000;

/**
 * What was known of each customer on the first of each month, and when it decided to leave. On a day only facts of up to
 * that day are read; the terms of contracts, seats and segments are known as they are stored now. Whoever has decided is
 * left out until something new begins.
 *
 * @throws InvalidInputError for more than 400,000 account-months, or a window without a month.
 * @throws NotFoundError where no source says who left.
 */
export async function readHistory(request: HistoryRequest): Promise<StoredHistory> {
  const { persistence, tenantId, asOf, onProgress = () => {}, signal } = request;
  const { window, total } = await persistence.read(tenantId, async (tx) => ({
    window: historyWindow(await tx.queries.coverage(asOf), request),
    total: await tx.accounts.count(),
  }));
  refuseTooMuch(total, window);
  const snapshots: Snapshot[] = [];
  const decisions: Decision[] = [];
  let after: ClientId | null = null;
  for (let done = 0; ; ) {
    signal?.throwIfAborted();
    const batch = await persistence.read(tenantId, (tx) => readBatch(tx, after, window));
    if (batch === null) break;
    for (const snapshot of batch.snapshots) snapshots.push(snapshot);
    for (const decision of batch.decisions) decisions.push(decision);
    after = batch.lastClientId;
    done += batch.visited;
    await onProgress(done, Math.max(total, done));
  }
  return { ...window, history: { snapshots, decisions, watchedUntil: window.watchedUntil } };
}

async function readBatch(tx: ReadTransaction, after: ClientId | null, { days, watchedUntil }: HistoryWindow) {
  const clientIds = await tx.accounts.idsAfter(after, batchSize);
  const lastClientId = clientIds.at(-1);
  if (lastClientId === undefined) return null;
  const { timeZone, reportingCurrency } = await tx.tenants.get();
  const choose = await chooseScorecards(tx);
  const found = await tx.queries.churnDecisions({ clientIds, until: watchedUntil });
  const decidedBy = Map.groupBy(found, ({ clientId }) => clientId);
  const snapshots: Snapshot[] = [];
  for (const day of days) {
    const facts = await tx.queries.accountFacts({ clientIds, asOf: day, timeZone });
    for (const account of facts) {
      const decisions = (decidedBy.get(account.clientId) ?? []).map(({ decidedOn }) => decidedOn);
      if (!isUndecided(account, decisions)) continue;
      snapshots.push(snapshotOf(account, choose(account).scorecard, reportingCurrency));
    }
  }
  const decisions = found.map(({ clientId, decidedOn }) => ({ account: clientId, decidedOn }));
  return { lastClientId, visited: clientIds.length, snapshots, decisions };
}

function refuseTooMuch(accounts: number, { days }: HistoryWindow): void {
  if (accounts * days.length <= most) return;
  throw new InvalidInputError(
    `${accounts.toLocaleString("en-US")} accounts over ${days.length} months are too many to look at at once.`,
    { field: "from", hint: `At most ${most.toLocaleString("en-US")} account-months are: take a later day.` },
  );
}
