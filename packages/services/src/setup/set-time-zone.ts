import { InvalidInputError } from "@cs/models";
import { newId, type Persistence, type Tenant } from "@cs/persistence";
import { suggest } from "../operation/suggest.ts";
import { knownTimeZone, timeZones } from "./known-time-zone.ts";

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
  const timeZone = zoneOf(input.timeZone);
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

function zoneOf(given: string): string {
  const known = knownTimeZone(given);
  if (known !== null) return known;
  const near = suggest(given, timeZones());
  throw new InvalidInputError(`There is no time zone "${given.slice(0, 60)}".`, {
    field: "timeZone",
    hint: near ? `Did you mean "${near}"?` : "Give an IANA name, for example Europe/Berlin or UTC.",
  });
}
