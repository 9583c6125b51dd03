import type { ServerResponse } from "node:http";
import type { Runtime } from "@cs/runtime";
import { respond } from "./refuse.ts";

const patienceMilliseconds = 2000;

/** Answers `/readyz`. */
export type Readiness = (response: ServerResponse) => Promise<void>;

/** Answers `/healthz`: the process lives. */
export function answerHealth(response: ServerResponse): void {
  respond(response, 200, { status: "ok" });
}

/**
 * Whether requests can be answered: the server is not stopping, the database answers within 2 s and no migration is
 * missing. Many who ask at once are one question to the database.
 */
export function createReadiness(
  { persistence, log }: Pick<Runtime, "persistence" | "log">,
  isDraining: () => boolean,
): Readiness {
  let asked: Promise<string | null> | undefined;

  async function fault(): Promise<string | null> {
    try {
      const { pendingMigrations } = await within(patienceMilliseconds, persistence.check());
      return pendingMigrations.length === 0 ? null : "migrations_missing";
    } catch (error) {
      log.warn({ error }, "the database is not ready");
      return "database_unavailable";
    }
  }

  return async (response) => {
    asked ??= fault().finally(() => {
      asked = undefined;
    });
    const reason = isDraining() ? "stopping" : await asked;
    if (reason === null) respond(response, 200, { status: "ready" });
    else respond(response, 503, { status: "not_ready", reason });
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
