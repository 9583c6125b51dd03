import { openFaultProxy, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { sendRaw } from "./raw-http.ts";

const store = useTestStore();
const get = (url: string, path: string) =>
  sendRaw(new URL(path, url).href, { method: "GET", headers: { host: "10.1.2.3:8082" } });

it("a server is ready while its database answers, and lives without it", async () => {
  const proxy = await openFaultProxy(store.urls.applicationUrl);
  const endpoint = await openHttp(store, { DATABASE_URL: proxy.url });
  try {
    expect(await get(endpoint.url, "/readyz")).toMatchObject({ status: 200, body: '{"status":"ready"}' });
    await proxy.set({ kind: "reset" });
    expect(await get(endpoint.url, "/readyz")).toMatchObject({
      status: 503,
      body: '{"status":"not_ready","reason":"database_unavailable"}',
    });
    expect(await get(endpoint.url, "/healthz")).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    await proxy.set({ kind: "pass" });
    expect(await get(endpoint.url, "/readyz")).toMatchObject({ status: 200 });
  } finally {
    await endpoint.close();
    await proxy.close();
  }
});

it("a server is not ready while a migration is missing", async () => {
  const endpoint = await openHttp(store);
  await store.query("ALTER TABLE cs.schema_migrations RENAME TO schema_migrations_elsewhere");
  try {
    expect(await get(endpoint.url, "/readyz")).toMatchObject({
      status: 503,
      body: '{"status":"not_ready","reason":"migrations_missing"}',
    });
  } finally {
    await store.query("ALTER TABLE cs.schema_migrations_elsewhere RENAME TO schema_migrations");
    await endpoint.close();
  }
});
