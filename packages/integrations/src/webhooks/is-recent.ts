const windowMs = 5 * 60 * 1000;

/** Whether a time, in seconds since 1970 or as ISO 8601, is within five minutes of now. */
export function isRecent(timestamp: string, now: number): boolean {
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Date.parse(timestamp);
  return Math.abs(now - at) <= windowMs;
}
