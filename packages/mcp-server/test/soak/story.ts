import type { McpConnection, TestStore } from "@cs/testing";
import type { FailureOutput, RegisterOutput } from "../fixtures.ts";

/** A call with a key, which can be repeated until it is answered. */
export interface KeyedCall {
  readonly name: string;
  readonly input: { readonly idempotencyKey: string };
}

export interface Acknowledged extends KeyedCall {
  readonly output: object;
}

/** What happens to one account, call after call; it goes on where it was when the server comes back. */
export interface Story {
  /** Goes on until it is over. Fails when the connection to the server does. */
  tell(connection: McpConnection, onAcknowledged: (call: Acknowledged) => void): Promise<void>;
}

/**
 * Story number `number`: an account is registered, changed, scored, changed again and scored by hand, so low that other
 * servers are told.
 */
export function startStory(number: number, store: TestStore): Story {
  let clientId = "";
  let done = 0;

  const steps: readonly (() => KeyedCall)[] = [
    () => ({
      name: "register_client",
      input: {
        clientName: `Story ${number}`,
        contract: { startDate: "2024-01-01", endDate: "2025-01-01" },
        subscriptions: [
          { product: "Core", startDate: "2024-01-01", arr: 100, currency: "USD" },
          { product: "More", startDate: "2024-01-01", arr: 50, currency: "USD" },
        ],
        contacts: [{ fullName: "Head of Operations" }, { fullName: "Head of Finance" }],
        externalRefs: [{ source: "crm", externalId: `story ${number}` }],
        ...key("register"),
      },
    }),
    () => update(1, { csm: "CSM East" }),
    () => score({ clientIds: [clientId], asOf: "2024-06-29" }),
    () => update(2, { segment: "smb" }),
    () => score({ action: "override", overrideScore: 50, reason: "r", expiresOn: "9999-12-31", clientIds: [clientId] }),
  ];

  const key = (what: string) => ({ idempotencyKey: `story ${number}: ${what}` });
  const score = (asked: object) => {
    const input = { ...asked, responseFormat: "detailed", ...key(`step ${done}`) };
    return { name: "calculate_health_score", input };
  };
  const update = (expectedVersion: number, patch: object) => {
    const { idempotencyKey } = key(`version ${expectedVersion}`);
    const input = { clientId, expectedVersion, patch, reason: idempotencyKey, idempotencyKey };
    return { name: "update_client_info", input };
  };

  return {
    async tell(connection, onAcknowledged) {
      for (let step = steps[done]; step !== undefined; step = steps[done]) {
        const call = step();
        const output = await insist(connection, call, store);
        if (done === 0) clientId = (output as RegisterOutput).client.clientId;
        done += 1;
        onAcknowledged({ ...call, output });
      }
    },
  };
}

/** Repeats a call until it is answered. Only a broken connection to the database may fail it, and it must not lie. */
export async function insist(connection: McpConnection, { name, input }: KeyedCall, store: TestStore): Promise<object> {
  for (;;) {
    const asked = new Date();
    const { isError, output } = await connection.ask<object>(name, input);
    if (!isError) return output;
    const { error } = output as FailureOutput;
    if (error.code !== "persistence") throw new Error(`${name} failed: ${JSON.stringify(error)}`);
    if (!error.hint?.startsWith("Nothing was changed")) continue;
    // An earlier attempt may have been written without our knowing; this one must not.
    const written = await store.query("SELECT FROM cs.idempotency_keys WHERE key = $1 AND created_at >= $2", [
      input.idempotencyKey,
      asked,
    ]);
    if (written.length > 0) throw new Error(`${name} wrote and denies it: ${JSON.stringify(error)}`);
  }
}
