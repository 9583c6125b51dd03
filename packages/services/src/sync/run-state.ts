import type { Instant } from "@cs/models";
import type { Stream, SyncState, WriteTransaction } from "@cs/persistence";

/** How far the runs of a stream have come that was begun before; nobody else goes on with it until the transaction ends. */
export async function stateOf(tx: Pick<WriteTransaction, "syncs">, stream: Stream): Promise<SyncState> {
  const state = await tx.syncs.open(stream);
  if (!state) throw new Error(`the ${stream.stream} of ${stream.source} have no state`);
  return state;
}

/** Whether nobody has taken a run further, or begun another one. */
export function isAt(state: SyncState, run: SyncState): boolean {
  return state.beganAt === run.beganAt && state.cursor === run.cursor;
}

/** The earlier of what is due and what was asked for; null stands for the beginning of time. */
export function earlier(due: Instant | null, asked: Instant | undefined): Instant | null {
  if (due === null || asked === undefined) return due;
  return asked < due ? asked : due;
}
