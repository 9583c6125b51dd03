import type { Persistence, WriteTransaction } from "@cs/persistence";
import type { Call } from "./call-context.ts";
import type { Operation, Run } from "./operation.ts";

/** A call that changes something, parsed and allowed. */
export interface Change {
  readonly operation: Operation;
  readonly run: Run<"write"> | Run<"outward">;
  /** The arguments without keys and tokens. */
  readonly request: Record<string, unknown>;
  readonly idempotencyKey: string | undefined;
  readonly confirmationToken: string | undefined;
  readonly call: Call;
}

export interface ChangesOptions {
  readonly persistence: Persistence;
  /** Runs a call in a transaction and gives its output, checked. */
  runIn(tx: WriteTransaction, change: Change): Promise<Record<string, unknown>>;
}

/**
 * Makes changes: each as a whole or not at all, and once for one key. One that reaches people is tried in a transaction that
 * is rolled back, and made when the person behind the caller agrees: asked through the caller, or else by a token that comes
 * with what would happen, for the same caller and arguments, once.
 */
export function createChanges({ persistence, runIn }: ChangesOptions) {
  async function runOnce(tx: WriteTransaction, change: Change, allow = async () => {}) {
    const { operation, idempotencyKey: key, request } = change;
    const claim = key === undefined ? null : { operation: operation.name, key, request };
    const earlier = claim && (await tx.idempotency.claim(claim));
    if (earlier) return { output: operation.output.parse(earlier), repeated: true };
    await allow();
    const output = await runIn(tx, change);
    if (claim) await tx.idempotency.complete(claim, output);
    return { output, repeated: false };
  }

  async function make(change: Change, allow = async (_: WriteTransaction) => {}) {
    const { output } = await persistence.write(change.call.tenantId, (tx) => runOnce(tx, change, () => allow(tx)));
    return output;
  }

  return async (change: Change): Promise<Record<string, unknown>> => {
    const { operation, run, request, confirmationToken: token, call } = change;
    if (run.effect === "write") return make(change);
    const asked = { operation: operation.name, actor: call.actor, request };
    if (token !== undefined) return make(change, (tx) => tx.confirmations.use(token, asked));
    const { output, repeated } = await persistence.preview(call.tenantId, (tx) => runOnce(tx, change));
    if (repeated) return output;
    if (!operation.question) throw new Error(`${operation.name} reaches people and has no question`);
    const question = operation.question(output);
    if (question === null) return make(change);
    const said = (await call.ask?.(question)) ?? "unavailable";
    if (said === "yes") return make(change);
    const confirmation =
      said === "no"
        ? { state: "declined", question, token: null, expiresAt: null }
        : {
            state: "needed",
            question,
            ...(await persistence.write(call.tenantId, (tx) => tx.confirmations.issue(asked))),
          };
    return operation.output.parse({ ...output, confirmation });
  };
}
