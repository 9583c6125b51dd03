import type { ClientId } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** By what things of another system name accounts. */
export interface AccountMarks {
  /** Whose ids the organisations are. */
  readonly source: string;
  readonly organizations: readonly string[];
  /** In lower case. */
  readonly domains: readonly string[];
  /** In lower case. */
  readonly emails: readonly string[];
}

/** The accounts that have a mark, by the mark. */
export interface AccountsByMark {
  readonly organizations: ReadonlyMap<string, readonly ClientId[]>;
  readonly domains: ReadonlyMap<string, readonly ClientId[]>;
  readonly emails: ReadonlyMap<string, readonly ClientId[]>;
}

/** Finds the accounts behind many marks, with one question of each kind; deleted accounts do not exist. */
export async function accountsByMark(
  trx: Transaction<Tables>,
  { source, organizations, domains, emails }: AccountMarks,
): Promise<AccountsByMark> {
  const asked = {
    organizations: ask(
      trx,
      organizations,
      (ids) => sql`
      SELECT external_id AS mark, client_id AS "clientId"
      FROM cs.external_refs JOIN cs.accounts USING (tenant_id, client_id)
      WHERE source = ${source} AND external_id = ANY(${ids}) AND deleted_at IS NULL`,
    ),
    domains: ask(
      trx,
      domains,
      (names) => sql`
      SELECT mark, client_id AS "clientId"
      FROM cs.accounts CROSS JOIN unnest(domains) AS mark
      WHERE domains && ${names}::text[] AND mark = ANY(${names}) AND deleted_at IS NULL`,
    ),
    emails: ask(
      trx,
      emails,
      (addresses) => sql`
      SELECT DISTINCT lower(email) AS mark, client_id AS "clientId"
      FROM cs.contacts JOIN cs.accounts USING (tenant_id, client_id)
      WHERE lower(email) = ANY(${addresses}) AND deleted_at IS NULL`,
    ),
  };
  return { organizations: await asked.organizations, domains: await asked.domains, emails: await asked.emails };
}

async function ask(
  trx: Transaction<Tables>,
  marks: readonly string[],
  query: (marks: readonly string[]) => RawBuilder<unknown>,
): Promise<Map<string, ClientId[]>> {
  const found = new Map<string, ClientId[]>();
  if (marks.length === 0) return found;
  const rows = sql<{ mark: string; clientId: ClientId }>`${query([...new Set(marks)])} ORDER BY 1, 2`;
  for (const { mark, clientId } of (await rows.execute(trx)).rows) {
    found.set(mark, [...(found.get(mark) ?? []), clientId]);
  }
  return found;
}
