import { InvalidInputError } from "@cs/models";
import { newId, type Persistence, type Tenant } from "@cs/persistence";
import { suggest } from "../operation/suggest.ts";

export interface SetTimeZoneOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** IANA name, in upper or lower case. */
  readonly timeZone: string;
  readonly actor: string;
}

/**
 * Sets the zone that decides on which day an instant falls, with an audit entry, and gives the tenant as it is then. The
 * days of use are counted anew in it; scores that are stored stay as they are. Throws `InvalidInputError` for an unknown
 * zone.
 */
export function setTimeZone({ persistence, tenantId, actor, ...input }: SetTimeZoneOptions): Promise<Tenant> {
  const timeZone = knownZone(input.timeZone);
  return persistence.write(tenantId, async (tx) => {
    const { timeZone: before } = await tx.tenants.get();
    if (before !== timeZone) {
      await tx.tenants.setTimeZone(timeZone);
      const changes = [{ field: "timeZone", before, after: timeZone }];
      const entry = { actor, operation: "set_time_zone", clientId: null, requestId: newId("req"), reason: null };
      await tx.audit.add({ ...entry, changes });
    }
    return tx.tenants.get();
  });
}

/** An offset is no zone: it knows no summer, and PostgreSQL reads its sign the other way round. */
const offset = /^[+-]|^(UTC|GMT)?[+-]?\d/i;

function knownZone(given: string): string {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const listed = zones.find((zone) => zone.toLowerCase() === given.toLowerCase());
  if (listed !== undefined) return listed;
  if (isZone(given)) return given;
  const near = suggest(given, zones);
  throw new InvalidInputError(`There is no time zone "${given.slice(0, 60)}".`, {
    field: "timeZone",
    hint: near ? `Did you mean "${near}"?` : "Give an IANA name, for example Europe/Berlin or UTC.",
  });
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
