import { pino } from "pino";
import type { LogLevel } from "../config/config.ts";

export type Logger = ReturnType<typeof createLogger>;

/** A logger that writes JSON lines to stderr: stdout belongs to the protocol. Passwords in connection strings are cut. */
export function createLogger(level: LogLevel) {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: serialiseError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** An error with its chain of causes; no enumerable properties, which may hold SQL parameters. */
function serialiseError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: withoutPasswords(error.message),
    stack: withoutPasswords(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: serialiseError(error.cause) }),
  };
}

/** `postgresql://user:secret@host` becomes `postgresql://user:***@host`; a password may itself hold an `@`. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/[^\s:/@]*):\S+@/g, "$1:***@");
}
