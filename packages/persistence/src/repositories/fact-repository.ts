import type { CalendarDate, ClientId, FactKind, SourceFact } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";
import { ownSource } from "./account-repository.ts";
import type { StoredFactKind } from "./facts/fact-table.ts";
import { findOwners } from "./facts/find-owners.ts";
import { writeCustomers } from "./facts/write-customers.ts";
import { writeFacts } from "./facts/write-facts.ts";
import type { WriteOutcome } from "./facts/write-outcome.ts";

export interface DeliveredCoverage {
  readonly source: string;
  readonly kind: FactKind;
  readonly from: CalendarDate;
  /** Null for facts that are kept by hand: they stand until someone changes them. */
  readonly to: CalendarDate | null;
}

/** How many facts of a kind are written at once: days of use are summed, the fewer times the more events come together. */
export function factsAtOnce(kind: FactKind): number {
  return kind === "usage" ? 10_000 : 1000;
}

/** Use of the product by an account that is known by its client id. */
export type OwnedUsage = SourceFact<"usage"> & { readonly customer: ClientId };

export interface FactRepository {
  /** Writes up to `factsAtOnce` facts of one kind from one source; see `writeFacts` for what each outcome means. */
  write<Kind extends FactKind>(kind: Kind, source: string, facts: readonly SourceFact<Kind>[]): Promise<WriteOutcome[]>;
  /** The same for tickets whose `customer` is the client id, of a source that has another way to name accounts, or none. */
  writeTickets(source: string, tickets: readonly SourceFact<"tickets">[]): Promise<WriteOutcome[]>;
  /** The same for contacts. */
  writeContacts(source: string, contacts: readonly SourceFact<"contacts">[]): Promise<WriteOutcome[]>;
  /** The same for usage whose `customer` is the client id. */
  writeUsage(source: string, usage: readonly OwnedUsage[]): Promise<WriteOutcome[]>;
  /** Widens the days for which a source's facts of a kind are known to be complete. */
  extendCoverage(coverage: DeliveredCoverage): Promise<void>;
}

export function createFactRepository(trx: Transaction<Tables>, tenantId: string): FactRepository {
  const writeOwned = async <Kind extends "contacts" | "tickets" | "usage">(
    kind: Kind,
    source: string,
    facts: readonly (SourceFact<Kind> & { readonly customer: ClientId })[],
  ) => {
    if (facts.length === 0) return [];
    await takeTurn(trx, tenantId, kind, source);
    const owners = facts.map(({ customer }) => ({ clientId: customer }));
    return writeFacts(trx, tenantId, kind, { source, facts, owners });
  };
  return {
    async write(kind, source, facts) {
      if (facts.length === 0) return [];
      await takeTurn(trx, tenantId, kind, source);
      if (kind === "customers") {
        return writeCustomers(trx, tenantId, source, facts as readonly SourceFact<"customers">[]);
      }
      const stored = facts as readonly SourceFact<StoredFactKind>[];
      const owners = await findOwners(trx, source, stored);
      return writeFacts(trx, tenantId, kind as StoredFactKind, { source, facts: stored, owners });
    },
    writeTickets: (source, tickets) => writeOwned("tickets", source, tickets),
    writeContacts: (source, contacts) => writeOwned("contacts", source, contacts),
    writeUsage: (source, usage) => writeOwned("usage", source, usage),
    async extendCoverage({ source, kind, from, to }) {
      await sql`
        INSERT INTO cs.data_coverage AS stored (tenant_id, source, kind, covers_from, covers_to)
        VALUES (${tenantId}, ${source}, ${kind}, ${from}, ${to ?? "infinity"})
        ON CONFLICT (tenant_id, source, kind) DO UPDATE
        SET covers_from = least(stored.covers_from, excluded.covers_from),
            covers_to = greatest(stored.covers_to, excluded.covers_to),
            recorded_at = now()
      `.execute(trx);
    },
  };
}

/**
 * Two deliveries of one source take turns, batch by batch: each must see what the other has written. What people enter here
 * waits for nobody, unless it is usage, which is recorded by what was there before.
 */
async function takeTurn(trx: Transaction<Tables>, tenantId: string, kind: FactKind, source: string): Promise<void> {
  if (source === ownSource && kind !== "usage") return;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`facts ${tenantId} ${source}`}, 0))`.execute(trx);
}
