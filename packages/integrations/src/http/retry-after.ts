/**
 * How long a vendor wants to be left alone, in milliseconds from now, or null when it does not say: `Retry-After` as seconds
 * or as an HTTP date (RFC 9110, section 10.2.3), else the time at which its limit begins anew, in seconds since 1970
 * (`X-RateLimit-Reset`). Times are compared with the vendor's own clock where it sends one in `Date`.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const theirNow = instantOf(headers["date"]) ?? now;
  const after = headers["retry-after"]?.trim();
  if (after !== undefined && /^\d+(\.\d+)?$/.test(after)) return Math.ceil(Number(after) * 1000);
  const until = instantOf(after) ?? resetOf(headers["x-ratelimit-reset"]);
  return until === null ? null : Math.max(0, until - theirNow);
}

function instantOf(date: string | undefined): number | null {
  const instant = Date.parse(date ?? "");
  return Number.isNaN(instant) ? null : instant;
}

function resetOf(reset: string | undefined): number | null {
  return reset !== undefined && /^\d{9,11}$/.test(reset.trim()) ? Number(reset) * 1000 : null;
}
