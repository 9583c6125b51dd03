import type { CalendarDate, ClientId, ContactRole } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Whose contacts: those of accounts, those with one of the addresses, or those that are both. */
export interface MailContactsRequest {
  readonly clientIds: readonly ClientId[] | null;
  /** In lower case. */
  readonly addresses: readonly string[] | null;
  /** Those who have one of the roles; empty for all. */
  readonly roles: readonly ContactRole[];
  readonly limit: number;
}

/** A contact with an address, and the account whose it is. */
export interface MailContact {
  readonly clientId: ClientId;
  readonly source: string;
  readonly externalId: string;
  readonly fullName: string;
  readonly title: string | null;
  /** In lower case. */
  readonly address: string;
  readonly departedOn: CalendarDate | null;
  readonly clientName: string;
  readonly csm: string | null;
  readonly planTier: string | null;
  readonly industry: string | null;
}

/** Contacts of living accounts who have an address, in a stable order; also those who have departed. */
export async function mailContacts(
  trx: Transaction<Tables>,
  { clientIds, addresses, roles, limit }: MailContactsRequest,
): Promise<MailContact[]> {
  const conditions = [
    sql`c.email IS NOT NULL AND a.deleted_at IS NULL`,
    clientIds && sql`c.client_id = ANY(${clientIds})`,
    addresses && sql`lower(c.email) = ANY(${addresses})`,
    roles.length > 0 && sql`c.roles && ${roles}::text[]`,
  ].filter((condition) => typeof condition === "object" && condition !== null);
  const { rows } = await sql<MailContact>`
    SELECT c.client_id AS "clientId", c.source, c.external_id AS "externalId", c.full_name AS "fullName", c.title,
           lower(c.email) AS address, c.departed_on AS "departedOn", a.client_name AS "clientName", a.csm,
           a.plan_tier AS "planTier", a.industry
    FROM cs.contacts AS c JOIN cs.accounts AS a USING (tenant_id, client_id)
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY c.client_id, c.source, c.external_id
    LIMIT ${limit}
  `.execute(trx);
  return rows;
}
