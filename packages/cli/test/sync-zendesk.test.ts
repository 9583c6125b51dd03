import {
  build,
  databaseVariables,
  type FakeTicket,
  until,
  useFakeZendesk,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { killAtRow } from "./kill-at-row.ts";

const bench = useWorkbench();
const store = useTestStore();
const zendesk = useFakeZendesk();
const tickets = 2500;
let env: Record<string, string>;

/** Ticket `id` of organisation 1, made on one of the days after 2024-01-01. */
function ticket(id: number, part: Partial<FakeTicket> = {}): FakeTicket {
  const at = new Date(Date.UTC(2024, 0, 1, 0, id)).toISOString().replace(".000Z", "Z");
  return {
    id,
    subject: `Ticket ${id}`,
    status: "open",
    priority: "normal",
    organization_id: 1,
    created_at: at,
    updated_at: at,
    ...part,
  };
}

async function sync(...args: readonly string[]) {
  const { code, stdout, stderr } = await bench.run("cs", ["sync", "zendesk", "--json", ...args], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const rows = () =>
  store.query<{ tickets: number; versions: number }>(
    "SELECT count(*)::int AS tickets, count(*) FILTER (WHERE recorded_at > first_recorded_at)::int AS versions FROM cs.tickets",
  );

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), ...zendesk.settings, CS_AS_OF: "2024-06-30" };
  for (let id = 1; id <= tickets; id += 1) zendesk.tickets.set(id, ticket(id));
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "zendesk", [build.customer({ externalId: "1", clientName: "Acme" })]);
  });
});

describe("cs sync zendesk", () => {
  it("killed in the middle of a page goes on from there, and every ticket is written once", async () => {
    const pages = () => zendesk.calls.filter((call) => call.startsWith("/api/v2/search/export")).length;
    // A ticket of the second page.
    await killAtRow(store.urls.superuserUrl, { table: "cs.tickets", externalId: "1500" }, () =>
      bench.start("cs", ["sync", "zendesk"], env),
    );
    expect(await rows()).toEqual([{ tickets: 1000, versions: 0 }]);
    expect(pages()).toBe(2);

    const whole = { read: tickets, written: tickets, unchanged: 0, unmatched: 0, incomplete: 0 };
    expect(await sync()).toMatchObject({ since: null, ...whole });
    expect(pages()).toBe(4);
    expect(await rows()).toEqual([{ tickets, versions: 0 }]);
  });

  it("covers tickets from the first one to the day of the sync", async () => {
    expect(await store.query("SELECT source, kind, covers_from::text, covers_to::text FROM cs.data_coverage")).toEqual([
      { source: "zendesk", kind: "tickets", covers_from: "2024-01-01", covers_to: "2024-06-30" },
    ]);
  });

  it("reads only what has changed the next time, with a little before, and again from a day when it is told to", async () => {
    const soon = new Date(Date.now() - 60_000).toISOString();
    zendesk.tickets.set(7, ticket(7, { status: "solved", updated_at: soon }));
    zendesk.metrics.set(7, { ticket_id: 7, solved_at: soon, reply_time_in_minutes: { calendar: 3 } });
    expect(await sync()).toMatchObject({ read: 1, written: 1 });
    expect(await sync()).toMatchObject({ read: 1, written: 0, unchanged: 1 });
    const [solved] = await store.query(
      "SELECT status, first_replied_at, solved_at FROM cs.tickets WHERE external_id = '7'",
    );
    expect(solved).toEqual({
      status: "solved",
      first_replied_at: new Date("2024-01-01T00:10:00Z"),
      solved_at: new Date(soon),
    });
    expect(await sync("--since", "2024-01-02")).toMatchObject({
      since: "2024-01-01T00:00:00.000Z",
      read: tickets,
      written: 0,
    });
    expect(await rows()).toEqual([{ tickets, versions: 1 }]);
  });

  it("names tickets without an account and why, and finds the account once it can", async () => {
    const soon = new Date().toISOString();
    const late = { created_at: soon, updated_at: soon };
    zendesk.addresses.set(11, "ada@other.example").set(12, "bob@acme.example").set(13, "eve@shared.example");
    zendesk.tickets.set(9001, ticket(9001, { ...late, organization_id: 2, requester_id: 11 }));
    zendesk.tickets.set(9002, ticket(9002, { ...late, organization_id: null, requester_id: 12 }));
    zendesk.tickets.set(9003, ticket(9003, { ...late, organization_id: null, requester_id: 13 }));
    zendesk.tickets.set(9004, ticket(9004, { ...late, organization_id: null }));
    const customers = [
      build.customer({ externalId: "B", domains: ["acme.example"] }),
      build.customer({ externalId: "C", domains: ["shared.example"] }),
      build.customer({ externalId: "D", domains: ["shared.example"] }),
    ];
    await store.persistence.write(store.tenantId, (tx) => tx.facts.write("customers", "crm", customers));
    const report = await sync();
    expect(report).toMatchObject({
      written: 1,
      unmatched: 3,
      withoutAccount: { no_account: 1, several_accounts: 1, requester_unknown: 1 },
    });
    expect(report["unmatchedTickets"]).toEqual(
      [
        ["9001", "no_account", "2", "other.example"],
        ["9003", "several_accounts", null, "shared.example"],
        ["9004", "requester_unknown", null, null],
      ].map(([externalId, reason, organizationId, requesterDomain]) => ({
        ...{ externalId, reason, organizationId, requesterDomain },
        updatedAt: soon,
      })),
    );
    const { stdout } = await bench.run("cs", ["sync", "zendesk"], env);
    expect(stdout).toMatch(/9001 +2 +other\.example +no account has the organisation, the domain or the address/);

    await store.persistence.write(store.tenantId, (tx) =>
      tx.facts.write("customers", "zendesk", [build.customer({ externalId: "2" })]),
    );
    expect(await sync()).toMatchObject({ written: 1, withoutAccount: { several_accounts: 1, requester_unknown: 1 } });
  });

  it("begins a run anew when Zendesk has forgotten where it stood", async () => {
    await store.query("UPDATE cs.sync_cursors SET began_at = now(), cursor = 'MTAwMA', since = NULL");
    zendesk.remembersCursors = false;
    zendesk.before = (call) => {
      const isFirstPage = call.pathname === "/api/v2/search/export" && !call.searchParams.has("page[after]");
      if (isFirstPage) zendesk.remembersCursors = true;
    };
    expect(await sync()).toMatchObject({ since: null, read: zendesk.tickets.size, written: 0 });
  });

  it("says what to set when Zendesk is not configured", async () => {
    const { code, stderr } = await bench.run("cs", ["sync", "zendesk"], databaseVariables(store.urls));
    expect(code).toBe(1);
    expect(stderr).toContain("ZENDESK_SUBDOMAIN");
  });
});

describe("cs worker", () => {
  it("syncs by itself, and cs jobs shows how far it is", async () => {
    const soon = new Date().toISOString();
    zendesk.tickets.set(8, ticket(8, { status: "pending", updated_at: soon }));
    const worker = bench.start("cs", ["worker"], env);
    await until(async () => (await store.query("SELECT FROM cs.tickets WHERE status = 'pending'")).length === 1);
    let shown = "";
    await until(async () => {
      shown = (await bench.run("cs", ["jobs"], env)).stdout;
      return /sync-zendesk +completed/.test(shown);
    });
    expect(shown).toMatch(/sync-zendesk +completed +1 .* tickets read, 1 written, \d+ unchanged, 2 without account/);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0 });
  });

  it("of another tenant leaves the job to a worker that has the settings, and says which", async () => {
    const worker = bench.start("cs", ["worker"], { ...env, CS_TENANT: "other" });
    const failed =
      "SELECT output->>'message' AS message FROM cs_jobs.job WHERE name = 'sync-zendesk' AND state = 'retry'";
    await until(async () => (await store.query("SELECT FROM cs_jobs.schedule WHERE key = 'other'")).length > 0);
    await store.query(
      "INSERT INTO cs_jobs.job (name, data, singleton_key, retry_limit) VALUES ('sync-zendesk', '{\"tenantId\":\"default\"}', 'default', 9)",
    );
    await until(async () => (await store.query(failed)).length > 0);
    expect(await store.query(failed)).toEqual([
      { message: expect.stringContaining("This worker has no Zendesk of tenant default") },
    ]);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0 });
  });
});
