import { type CalendarDate, type Currency, NotFoundError } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  /** IANA name; decides on which day an instant falls. */
  readonly timeZone: string;
  readonly reportingCurrency: Currency;
  /** The day a demo portfolio stands still on; null for real data. */
  readonly demoAsOf: CalendarDate | null;
}

export interface TenantReader {
  /** The transaction's tenant. */
  get(): Promise<Tenant>;
}

export interface TenantRepository extends TenantReader {
  /** Creates the transaction's tenant unless it exists. */
  ensure(defaults: Omit<Tenant, "tenantId" | "demoAsOf">): Promise<void>;
  /** Marks the tenant's data as a demo that stands still on a day, or as real with null. */
  markDemo(asOf: CalendarDate | null): Promise<void>;
  /** Sets the IANA zone. The days of use are counted anew in it; scores that are stored stay as they are. */
  setTimeZone(timeZone: string): Promise<void>;
  /** Sets the currency in which totals are reported. */
  setReportingCurrency(currency: Currency): Promise<void>;
}

export function createTenantReader(trx: Transaction<Tables>): TenantReader {
  return {
    async get() {
      const { rows } = await sql<Tenant>`
        SELECT tenant_id AS "tenantId", name, time_zone AS "timeZone", reporting_currency AS "reportingCurrency",
               demo_as_of AS "demoAsOf"
        FROM cs.tenants
      `.execute(trx);
      const [tenant] = rows;
      if (!tenant)
        throw new NotFoundError("This tenant does not exist.", { hint: "Start the server once to create it." });
      return tenant;
    },
  };
}

export function createTenantRepository(trx: Transaction<Tables>, tenantId: string): TenantRepository {
  return {
    ...createTenantReader(trx),
    async ensure({ name, timeZone, reportingCurrency }) {
      await trx
        .insertInto("tenants")
        .values({ tenant_id: tenantId, name, time_zone: timeZone, reporting_currency: reportingCurrency })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async markDemo(asOf) {
      await trx.updateTable("tenants").set({ demo_as_of: asOf }).execute();
    },
    async setTimeZone(timeZone) {
      await trx.updateTable("tenants").set({ time_zone: timeZone }).execute();
    },
    async setReportingCurrency(currency) {
      await trx.updateTable("tenants").set({ reporting_currency: currency }).execute();
    },
  };
}
