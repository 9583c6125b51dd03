import type { Tenant } from "@cs/runtime";

/** Prints a tenant for people, or as one JSON document. */
export function printTenant(tenant: Tenant, { json }: { readonly json?: true }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(tenant)}\n`);
    return;
  }
  const lines = [
    ["Tenant", tenant.tenantId],
    ["Name", tenant.name],
    ["Time zone", tenant.timeZone],
    ["Currency", tenant.reportingCurrency],
    ...(tenant.demoAsOf === null ? [] : [["Demo of", tenant.demoAsOf]]),
  ];
  process.stdout.write(lines.map(([title = "", value]) => `${title.padEnd(10)} ${value}\n`).join(""));
}
