import { ConflictError, type CustomerAccount, type CustomerProfile, type ExternalRef, NotFoundError } from "@cs/models";
import { type Selectable, sql, type Transaction } from "kysely";
import { newId } from "../ids.ts";
import type { AccountTable, Tables } from "../schema/tables.ts";
import { accountOfRow, profileColumns } from "./account-row.ts";
import { type AccountMarks, type AccountsByMark, accountsByMark } from "./accounts-by-mark.ts";
import { replaceProfile } from "./replace-profile.ts";
import { logStages, type StageOrigin } from "./stages/stage-log.ts";

/** Source of what people and agents enter here; such facts name their account by its client id. */
export const ownSource = "manual";

export interface AccountReader {
  /** The account. Throws `NotFoundError` for an id this tenant does not have. */
  get(clientId: string): Promise<CustomerAccount>;
  /** The accounts by client id; ids that this tenant does not have are absent. */
  getAll(clientIds: readonly string[]): Promise<Map<string, CustomerAccount>>;
  /** The ids among the given ones that this tenant does not have. */
  unknownIds(clientIds: readonly string[]): Promise<string[]>;
  /** Names by client id; ids that this tenant does not have are absent. */
  namesOf(clientIds: readonly string[]): Promise<Map<string, string>>;
  /** What other systems call accounts, by client id; accounts without a reference are absent. */
  refsOf(clientIds: readonly string[]): Promise<Map<string, ExternalRef[]>>;
  /** The account that carries the first of the references that is known, or null. */
  findByRefs(refs: readonly ExternalRef[]): Promise<CustomerAccount | null>;
  /** Accounts that share the name (ignoring case) or one of the domains: up to 10. */
  findSimilar(profile: Pick<CustomerProfile, "clientName" | "domains">): Promise<CustomerAccount[]>;
  /** Ids of up to 10 accounts that have one of the domains. */
  sharingDomain(domains: readonly string[]): Promise<string[]>;
  /** Ids after `afterId` in a fixed order, for walking the whole portfolio in batches. */
  idsAfter(afterId: string | null, limit: number): Promise<string[]>;
  count(): Promise<number>;
}

export interface AccountRepository extends AccountReader {
  /** The accounts behind what things of another system name them by. */
  byMark(marks: AccountMarks): Promise<AccountsByMark>;
  /** Creates an account; facts of `ownSource` can then be written for it. */
  create(profile: CustomerProfile, refs: readonly ExternalRef[], origin: StageOrigin): Promise<CustomerAccount>;
  /** Notes what another system calls an account. Throws `ConflictError` when that is the id of another one. */
  link(clientId: string, ref: ExternalRef): Promise<void>;
  /** Replaces the profile. Throws `ConflictError` when `expectedVersion` is no longer the stored one. */
  update(
    clientId: string,
    expectedVersion: number,
    profile: CustomerProfile,
    origin: StageOrigin,
  ): Promise<CustomerAccount>;
}

/** Reading accounts of the transaction's tenant; deleted ones do not exist. */
export function createAccountReader(trx: Transaction<Tables>): AccountReader {
  const living = () => trx.selectFrom("accounts").where("deleted_at", "is", null);
  const refsOf = async (clientIds: readonly string[]) => {
    const rows = await trx
      .selectFrom("external_refs")
      .select(["client_id", "source", "external_id as externalId"])
      .where("client_id", "=", sql<string>`ANY(${clientIds})`)
      .where("source", "<>", ownSource)
      .orderBy("source")
      .orderBy("external_id")
      .execute();
    const refs = new Map<string, ExternalRef[]>();
    for (const { client_id: clientId, ...ref } of rows) refs.set(clientId, [...(refs.get(clientId) ?? []), ref]);
    return refs;
  };
  const getAll = async (clientIds: readonly string[]) => {
    const { rows } = await sql<Selectable<AccountTable> & { refs: ExternalRef[] }>`
      SELECT account.*, coalesce(named.refs, '[]') AS refs
      FROM cs.accounts AS account
      CROSS JOIN LATERAL (
        SELECT json_agg(json_build_object('source', source, 'externalId', external_id) ORDER BY source, external_id) AS refs
        FROM cs.external_refs
        WHERE client_id = account.client_id AND source <> ${ownSource}
      ) AS named
      WHERE client_id = ANY(${clientIds}) AND deleted_at IS NULL
    `.execute(trx);
    return new Map(rows.map((row) => [row.client_id, accountOfRow(row, row.refs)]));
  };
  const withRefs = async (clientId: string) => {
    const account = (await getAll([clientId])).get(clientId);
    if (!account) throw unknownClient(clientId);
    return account;
  };
  return {
    get: withRefs,
    getAll,
    refsOf,
    async unknownIds(clientIds) {
      if (clientIds.length === 0) return [];
      const rows = await living()
        .select("client_id")
        .where("client_id", "in", [...clientIds])
        .execute();
      const known = new Set(rows.map((row) => row.client_id));
      return clientIds.filter((id) => !known.has(id));
    },
    async namesOf(clientIds) {
      if (clientIds.length === 0) return new Map();
      const rows = await living()
        .select(["client_id", "client_name"])
        .where("client_id", "in", [...clientIds])
        .execute();
      return new Map(rows.map((row) => [row.client_id, row.client_name]));
    },
    async findByRefs(refs) {
      if (refs.length === 0) return null;
      const rows = await trx
        .selectFrom("external_refs")
        .select(["source", "external_id", "client_id"])
        .where((eb) =>
          eb(
            eb.refTuple("source", "external_id"),
            "in",
            refs.map((ref) => eb.tuple(ref.source, ref.externalId)),
          ),
        )
        .execute();
      const known = new Map(rows.map((row) => [JSON.stringify([row.source, row.external_id]), row.client_id]));
      const found = refs.map(({ source, externalId }) => known.get(JSON.stringify([source, externalId])));
      const first = found.find((clientId) => clientId !== undefined);
      return first === undefined ? null : withRefs(first);
    },
    async findSimilar({ clientName, domains }) {
      const rows = await living()
        .selectAll()
        .where((eb) =>
          eb.or([
            eb(eb.fn("lower", ["client_name"]), "=", clientName.toLowerCase()),
            sql<boolean>`domains && ${domains}::text[]`,
          ]),
        )
        .orderBy("client_id")
        .limit(10)
        .execute();
      return rows.map((row) => accountOfRow(row, []));
    },
    async sharingDomain(domains) {
      const rows = await living()
        .select("client_id")
        .where(sql<boolean>`domains && ${domains}::text[]`)
        .orderBy("client_id")
        .limit(10)
        .execute();
      return rows.map((row) => row.client_id);
    },
    async idsAfter(afterId, limit) {
      const rows = await living()
        .select("client_id")
        .$if(afterId !== null, (query) => query.where("client_id", ">", afterId ?? ""))
        .orderBy("client_id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.client_id);
    },
    async count() {
      const row = await living()
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return row.count;
    },
  };
}

/** Reading and writing accounts of the transaction's tenant. */
export function createAccountRepository(trx: Transaction<Tables>, tenantId: string): AccountRepository {
  const reader = createAccountReader(trx);

  async function addRefs(clientId: string, refs: readonly ExternalRef[]): Promise<void> {
    const rows = refs.map(({ source, externalId }) => ({
      tenant_id: tenantId,
      source,
      external_id: externalId,
      client_id: clientId,
    }));
    const inserted = await trx
      .insertInto("external_refs")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning("external_id")
      .execute();
    if (inserted.length < rows.length) {
      throw new ConflictError("Another call registered an account with one of these external refs just now.", {
        field: "externalRefs",
        hint: "Repeat the call: it returns that account.",
      });
    }
  }

  return {
    ...reader,
    byMark: (marks) => accountsByMark(trx, marks),
    async create(profile, refs, origin) {
      const clientId = newId("cs");
      await trx
        .insertInto("accounts")
        .values({ tenant_id: tenantId, client_id: clientId, ...profileColumns(profile) })
        .execute();
      await logStages(trx, tenantId, [{ clientId, from: null, to: profile.lifecycleStage }], origin);
      await addRefs(clientId, [...refs, { source: ownSource, externalId: clientId }]);
      return reader.get(clientId);
    },
    link: (clientId, ref) => addRefs(clientId, [ref]),
    async update(clientId, expectedVersion, profile, origin) {
      const replaced = await replaceProfile(trx, tenantId, { clientId, expectedVersion, profile, origin });
      const stored = await reader.get(clientId);
      if (!replaced) {
        throw new ConflictError(
          `The account is at version ${stored.version}, not ${expectedVersion}: someone changed it in the meantime.`,
          { field: "expectedVersion", hint: "Read the account again and repeat the change on its current version." },
        );
      }
      return stored;
    },
  };
}

/** What is said of an id this tenant does not have. */
export function unknownClient(clientId: string): NotFoundError {
  return new NotFoundError(`There is no client ${JSON.stringify(clientId.slice(0, 60))}.`, {
    field: "clientId",
    hint: "Find the id with list_clients.",
  });
}
