import type { TestStore } from "@cs/testing";
import pg from "pg";

/** Gives SQL of one's own to the application role, for a tenant or for none. */
export async function runAsApplication<T>(
  store: TestStore,
  tenantId: string | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: store.urls.applicationUrl });
  await client.connect();
  try {
    if (tenantId !== null) await client.query("SELECT set_config('cs.tenant_id', $1, false)", [tenantId]);
    return await work(client);
  } finally {
    await client.end();
  }
}
