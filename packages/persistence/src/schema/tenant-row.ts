/** Columns of every table that holds a tenant's data. */
export interface TenantRow {
  tenant_id: string;
}
