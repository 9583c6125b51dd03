/** An offset is no zone: it knows no summer, and PostgreSQL reads its sign the other way round. */
const offset = /^[+-]|^(UTC|GMT)?[+-]?\d/i;

/** All zones that are listed by their IANA names. */
export function timeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}

/** The IANA name of a time zone that is given in upper or lower case; null when there is none. */
export function knownTimeZone(given: string): string | null {
  const listed = timeZones().find((zone) => zone.toLowerCase() === given.toLowerCase());
  return listed ?? (isZone(given) ? given : null);
}

/** Also the other names of a zone, such as Asia/Kolkata, which are not listed. */
function isZone(given: string): boolean {
  if (offset.test(given)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: given });
    return true;
  } catch {
    return false;
  }
}
