import { InvalidInputError } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { withRuntime } from "../../with-runtime.ts";

export interface OutboxReplayOptions {
  readonly allDead?: true;
  readonly json?: true;
}

/** Makes dead letters due again; a worker delivers them. */
export async function replayOutbox(
  ids: readonly string[],
  { allDead, ...options }: OutboxReplayOptions,
  environment: Environment,
): Promise<void> {
  if ((ids.length === 0) === (allDead === undefined)) {
    throw new InvalidInputError("Name dead letters or give --all-dead.", {
      hint: "cs outbox list --state dead shows them.",
    });
  }
  await withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const replayed = await persistence.write(tenantId, (tx) => tx.outbox.replay(allDead ? null : ids));
    const text = `Dead letters that are due again: ${replayed.toLocaleString("en-US")}`;
    process.stdout.write(`${options.json ? JSON.stringify({ replayed }) : text}\n`);
  });
}
