import type { Instant } from "@cs/models";

/** The instant of a whole minute since 1970-01-01T00:00Z. */
export function instantOfMinute(minute: number): Instant {
  return `${new Date(minute * 60_000).toISOString().slice(0, 19)}Z`;
}
