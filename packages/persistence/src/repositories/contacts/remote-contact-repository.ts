import type { ClientId, Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { ownSource } from "../account-repository.ts";
import { remoteOwners } from "../remote-owners.ts";
import type {
  LeftOutReason,
  RemoteContactEntry,
  RemovedContact,
  StoredContact,
  UnmatchedContact,
} from "./remote-contacts.ts";

export interface RemoteContactReader {
  /** How many contacts of a source have an account, and why the others have none. */
  counts(source: string): Promise<{ matched: number; leftOut: Partial<Record<LeftOutReason, number>> }>;
  /** Contacts without an account, leads aside, the one that was changed last first. */
  unmatched(source: string, limit: number): Promise<UnmatchedContact[]>;
  /** Contacts of accounts that the source has removed, the last one first. */
  removed(source: string, limit: number): Promise<RemovedContact[]>;
}

export interface RemoteContactRepository extends RemoteContactReader {
  /** Waits for other transactions that take contacts of the source, and gives what is known of these. */
  open(source: string, externalIds: readonly string[]): Promise<Map<string, RemoteContactEntry>>;
  /** Which contacts of a source are known to have these ids of ours, by these. */
  owners(source: string, ownIds: readonly string[]): Promise<Map<string, string>>;
  /** The stored facts of contacts of a source, by their ids. */
  stored(source: string, externalIds: readonly string[]): Promise<Map<string, StoredContact>>;
  /** Contacts that were registered here, with one of the ids or one of the addresses, which are in lower case. */
  registered(asked: { readonly ids: readonly string[]; readonly emails: readonly string[] }): Promise<StoredContact[]>;
  /** Notes how contacts were taken; `left` are accounts that have lost one to another. */
  record(source: string, entries: readonly RemoteContactEntry[], left: readonly ClientId[]): Promise<void>;
  /** Notes that the source has removed a contact. Gives whether it is known, and was not changed later. */
  markRemoved(source: string, externalId: string, at: Instant): Promise<boolean>;
}

export function createRemoteContactReader(trx: Transaction<Tables>): RemoteContactReader {
  return {
    async counts(source) {
      const { rows } = await sql<{ leftOut: LeftOutReason | null; contacts: number }>`
        SELECT left_out AS "leftOut", count(*)::int AS contacts FROM cs.remote_contacts WHERE source = ${source} GROUP BY 1
      `.execute(trx);
      const of = rows.flatMap(({ leftOut, contacts }) => (leftOut === null ? [] : [[leftOut, contacts] as const]));
      return {
        matched: rows.find(({ leftOut }) => leftOut === null)?.contacts ?? 0,
        leftOut: Object.fromEntries(of),
      };
    },
    async unmatched(source, limit) {
      const { rows } = await sql<UnmatchedContact>`
        SELECT external_id AS "externalId", left_out AS reason, company_ids AS "companyIds", email_domain AS "emailDomain",
               updated_at AS "updatedAt"
        FROM cs.remote_contacts
        WHERE source = ${source} AND left_out <> 'lead'
        ORDER BY cs.remote_contacts.updated_at DESC, external_id
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
    async removed(source, limit) {
      const { rows } = await sql<RemovedContact>`
        SELECT external_id AS "externalId", client_id AS "clientId", removed_at AS "removedAt"
        FROM cs.remote_contacts
        WHERE source = ${source} AND removed_at IS NOT NULL AND client_id IS NOT NULL
        ORDER BY removed_at DESC, external_id
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
  };
}

export function createRemoteContactRepository(trx: Transaction<Tables>, tenantId: string): RemoteContactRepository {
  const contacts = sql`
    SELECT external_id AS "externalId", client_id AS "clientId", full_name AS "fullName", email, title, roles,
           departed_on AS "departedOn"
    FROM cs.contacts
  `;
  return {
    ...createRemoteContactReader(trx),
    async open(source, externalIds) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`contacts ${tenantId} ${source}`}, 0))`.execute(trx);
      const { rows } = await sql<RemoteContactEntry>`
        SELECT external_id AS "externalId", own_id AS "ownId", client_id AS "clientId", left_out AS "leftOut",
               company_ids AS "companyIds", email_domain AS "emailDomain", updated_at AS "updatedAt", stated_at AS "statedAt"
        FROM cs.remote_contacts
        WHERE source = ${source} AND external_id = ANY(${externalIds})
      `.execute(trx);
      return new Map(rows.map((row) => [row.externalId, row]));
    },
    owners: (source, ownIds) => remoteOwners(trx, "remote_contacts", { source, ownIds }),
    async stored(source, externalIds) {
      const { rows } = await sql<StoredContact>`
        ${contacts} WHERE source = ${source} AND external_id = ANY(${externalIds})
      `.execute(trx);
      return new Map(rows.map((row) => [row.externalId, row]));
    },
    async registered({ ids, emails }) {
      if (ids.length + emails.length === 0) return [];
      const { rows } = await sql<StoredContact>`
        ${contacts}
        WHERE source = ${ownSource} AND (external_id = ANY(${ids}) OR lower(email) = ANY(${emails}))
        ORDER BY external_id
      `.execute(trx);
      return rows;
    },
    async record(source, entries) {
      if (entries.length === 0) return;
      await trx
        .insertInto("remote_contacts")
        .values(
          entries.map((entry) => ({
            tenant_id: tenantId,
            source,
            external_id: entry.externalId,
            own_id: entry.ownId,
            client_id: entry.clientId,
            left_out: entry.leftOut,
            company_ids: entry.companyIds,
            email_domain: entry.emailDomain,
            updated_at: entry.updatedAt,
            stated_at: entry.statedAt,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["tenant_id", "source", "external_id"]).doUpdateSet((eb) => ({
            own_id: eb.ref("excluded.own_id"),
            client_id: eb.ref("excluded.client_id"),
            left_out: eb.ref("excluded.left_out"),
            company_ids: eb.ref("excluded.company_ids"),
            email_domain: eb.ref("excluded.email_domain"),
            updated_at: eb.ref("excluded.updated_at"),
            stated_at: eb.ref("excluded.stated_at"),
            // Who is changed after a removal is there again.
            removed_at: sql<Instant | null>`
              CASE WHEN excluded.updated_at <= remote_contacts.removed_at THEN remote_contacts.removed_at END`,
            recorded_at: sql<string>`now()`,
          })),
        )
        .execute();
    },
    async markRemoved(source, externalId, at) {
      const { numAffectedRows } = await sql`
        UPDATE cs.remote_contacts SET removed_at = ${at}, recorded_at = now()
        WHERE source = ${source} AND external_id = ${externalId} AND updated_at <= ${at}
      `.execute(trx);
      return (numAffectedRows ?? 0n) > 0n;
    },
  };
}
