import type {
  Instant,
  MailPermission,
  MessageCategory,
  Suppression,
  SuppressionReason,
  SuppressionScope,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";

/** A suppression, or the end of one. */
export interface NewSuppression {
  /** In lower case. */
  readonly address: string;
  readonly scope: SuppressionScope;
  readonly reason: SuppressionReason;
  readonly lifted: boolean;
  /** The provider, or who asked for it. */
  readonly source: string;
  readonly note: string | null;
  readonly at: Instant;
}

/** A consent, or its withdrawal. */
export interface NewConsent {
  /** In lower case. */
  readonly address: string;
  readonly category: MessageCategory;
  readonly given: boolean;
  /** Where it was given, as a form. */
  readonly source: string;
  readonly author: string;
  readonly at: Instant;
}

export interface PermissionReader {
  /** What each of the addresses may be sent; those of which nothing is known are left out. */
  of(addresses: readonly string[]): Promise<Map<string, MailPermission>>;
}

export interface PermissionRepository extends PermissionReader {
  suppress(suppressions: readonly NewSuppression[]): Promise<void>;
  consent(consents: readonly NewConsent[]): Promise<void>;
}

type OfAddress<Row> = Row & { readonly address: string };

export function createPermissionReader(trx: Transaction<Tables>): PermissionReader {
  return {
    async of(addresses) {
      const suppressions = sql<OfAddress<Suppression>>`
        SELECT address, scope, reason, since FROM (
          SELECT DISTINCT ON (address, scope, reason) address, scope, reason, effective_at AS since, lifted
          FROM cs.suppressions WHERE address = ANY(${addresses})
          ORDER BY address, scope, reason, effective_at DESC, suppression_id DESC
        ) AS newest WHERE NOT lifted
      `;
      const consents = sql<OfAddress<{ category: MessageCategory; given: boolean }>>`
        SELECT DISTINCT ON (address, category) address, category, given
        FROM cs.consents WHERE address = ANY(${addresses})
        ORDER BY address, category, effective_at DESC, consent_id DESC
      `;
      const [suppressed, agreed] = await Promise.all([suppressions.execute(trx), consents.execute(trx)]);
      const permissions = new Map<string, { suppressions: Suppression[]; consents: MailPermission["consents"] }>();
      const permissionOf = (address: string) => {
        const permission = permissions.get(address) ?? { suppressions: [], consents: {} };
        permissions.set(address, permission);
        return permission;
      };
      for (const { address, ...suppression } of suppressed.rows) permissionOf(address).suppressions.push(suppression);
      for (const { address, category, given } of agreed.rows) {
        Object.assign(permissionOf(address).consents, { [category]: given });
      }
      return permissions;
    },
  };
}

export function createPermissionRepository(trx: Transaction<Tables>, tenantId: string): PermissionRepository {
  return {
    ...createPermissionReader(trx),
    async suppress(suppressions) {
      if (suppressions.length === 0) return;
      const rows = suppressions.map(({ at, ...row }) => ({
        ...row,
        tenant_id: tenantId,
        suppression_id: newId("sup"),
        effective_at: at,
      }));
      await trx.insertInto("suppressions").values(rows).execute();
    },
    async consent(consents) {
      if (consents.length === 0) return;
      const rows = consents.map(({ at, ...row }) => ({
        ...row,
        tenant_id: tenantId,
        consent_id: newId("con"),
        effective_at: at,
      }));
      await trx.insertInto("consents").values(rows).execute();
    },
  };
}
