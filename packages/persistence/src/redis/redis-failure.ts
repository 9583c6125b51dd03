import { PersistenceError } from "@cs/models";

/**
 * What may be told of a failure of Redis. The driver's own errors carry the arguments of the command, among them
 * passwords and customers' data, so they are neither logged nor kept as a cause.
 */
export function redisFailure(error: unknown): PersistenceError {
  return new PersistenceError(`Redis failed: ${describe(error)}.`, {
    hint: "Check that Redis is running and that REDIS_URL is right. Nothing is lost: PostgreSQL has everything.",
  });
}

/** Whether Redis itself answered with an error of this kind, as `NOGROUP`. */
export function isRedisReply(error: unknown, kind: string): boolean {
  return error instanceof Error && error.name === "ReplyError" && error.message.startsWith(kind);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "it could not be reached";
  // The first word names the kind of refusal; what follows may repeat arguments.
  if (error.name === "ReplyError") return `it refused a command (${error.message.split(" ")[0]})`;
  if ("code" in error && typeof error.code === "string") return `it could not be reached (${error.code})`;
  if (/timed out|Socket timeout/.test(error.message)) return "it did not answer in time";
  return "it could not be reached";
}
