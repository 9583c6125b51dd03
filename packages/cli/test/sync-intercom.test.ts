import {
  build,
  databaseVariables,
  type FakeContact,
  until,
  useFakeIntercom,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { killAtRow } from "./kill-at-row.ts";

const bench = useWorkbench();
const store = useTestStore();
const intercom = useFakeIntercom();
const contacts = 1000;
const first = Date.UTC(2024, 0, 1) / 1000;
let env: Record<string, string>;

/** Person `number` of company c1, changed in one of the minutes after 2024-01-01. */
function person(number: number, part: Partial<FakeContact> = {}): FakeContact {
  const id = `p${String(number).padStart(4, "0")}`;
  return { id, role: "user", name: `Person ${number}`, updated_at: first + number * 60, companies: ["c1"], ...part };
}
const keep = (contact: FakeContact) => void intercom.contacts.set(contact.id, contact);
const soon = () => Math.floor(Date.now() / 1000) - 60;

async function sync(...args: readonly string[]) {
  const { code, stdout, stderr } = await bench.run("cs", ["sync", "intercom", "--json", ...args], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const rows = () =>
  store.query<{ contacts: number; versions: number }>(
    "SELECT count(*)::int AS contacts, count(*) FILTER (WHERE recorded_at > first_recorded_at)::int AS versions FROM cs.contacts",
  );
const calls = (prefix: string) => intercom.calls.filter((call) => call.startsWith(prefix)).length;

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), ...intercom.settings, CS_AS_OF: "2024-06-30" };
  intercom.companies.set("c1", "A-1").set("c2", "A-2").set("c3", "A-3");
  for (let number = 1; number <= contacts; number += 1) keep(person(number));
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "intercom", [build.customer({ externalId: "A-1", clientName: "Acme" })]);
  });
});

describe("cs sync intercom", () => {
  it("killed in the middle of a page goes on from there, and every contact is written once", async () => {
    // A contact of the third page.
    await killAtRow(store.urls.superuserUrl, { table: "cs.contacts", externalId: "p0400" }, () =>
      bench.start("cs", ["sync", "intercom"], env),
    );
    expect(await rows()).toEqual([{ contacts: 300, versions: 0 }]);

    const whole = { read: contacts, written: contacts, unchanged: 0, unmatched: 0, leftOut: 0 };
    expect(await sync()).toMatchObject({ since: null, ...whole });
    expect(await rows()).toEqual([{ contacts, versions: 0 }]);
    // Of 1,000 people of one company each program asks for the company once.
    expect(calls("GET /companies/c1")).toBe(2);
    expect(await store.query("SELECT FROM cs.data_coverage WHERE kind = 'contacts'")).toEqual([]);
  });

  it("writes none the second time, and only what has changed after that", async () => {
    expect(await sync()).toMatchObject({ read: 0, written: 0 });
    expect(await sync("--since", "2024-01-01")).toMatchObject({ read: contacts, written: 0, unchanged: contacts });
    const seven = { name: "Seven", email: "seven@acme.example", unsubscribed_from_emails: true };
    keep(person(7, { ...seven, updated_at: soon() }));
    expect(await sync()).toMatchObject({ read: 1, written: 1 });
    expect(await sync()).toMatchObject({ read: 1, written: 0, unchanged: 1 });
    expect(await store.query("SELECT full_name, email FROM cs.contacts WHERE external_id = 'p0007'")).toEqual([
      { full_name: "Seven", email: "seven@acme.example" },
    ]);
    expect(await store.query("SELECT address, reason, source FROM cs.suppressions")).toEqual([
      { address: "seven@acme.example", reason: "unsubscribe", source: "intercom" },
    ]);
    expect(await rows()).toEqual([{ contacts, versions: 1 }]);
  });

  it("finds accounts by company and domain, leaves leads out, and names those without an account", async () => {
    const changed = { updated_at: soon() };
    const many = Array.from({ length: 12 }, (_, index) => `n${index}`);
    for (const id of many) intercom.companies.set(id, `N-${id}`);
    keep(person(2001, { ...changed, companies: ["c2"] }));
    keep(person(2002, { ...changed, companies: [], email: "bob@beta.example" }));
    keep(person(2003, { ...changed, companies: [...many, "c2"] }));
    keep(person(2004, { ...changed, companies: ["c3", "gone"], email: "eve@other.example" }));
    keep(person(2005, { ...changed, role: "lead" }));
    await store.persistence.write(store.tenantId, (tx) =>
      tx.facts.write("customers", "intercom", [
        build.customer({ externalId: "A-2", clientName: "Beta", domains: ["beta.example"] }),
      ]),
    );
    const report = await sync();
    const withoutAccount = { no_account: 1, lead: 1 };
    expect(report).toMatchObject({ written: 3, unmatched: 1, leftOut: 1, withoutAccount });
    expect(report["unmatchedContacts"]).toEqual([
      {
        ...{ externalId: "p2004", reason: "no_account", companyIds: ["A-3"], emailDomain: "other.example" },
        updatedAt: new Date(changed.updated_at * 1000).toISOString(),
      },
    ]);
    const found = `
      SELECT external_id, client_name FROM cs.contacts JOIN cs.accounts USING (tenant_id, client_id)
      WHERE external_id > 'p2000' ORDER BY 1`;
    expect(await store.query(found)).toEqual(
      ["p2001", "p2002", "p2003"].map((id) => ({ external_id: id, client_name: "Beta" })),
    );
    const { stdout } = await bench.run("cs", ["sync", "intercom"], env);
    expect(stdout).toMatch(/p2004 +A-3 +other\.example +no account has the company or the domain/);
    await store.persistence.write(store.tenantId, (tx) =>
      tx.facts.write("customers", "intercom", [build.customer({ externalId: "A-3" })]),
    );
    expect(await sync()).toMatchObject({ written: 1, withoutAccount: { lead: 1 } });
  });

  it("says what to set when Intercom is not configured", async () => {
    const { code, stderr } = await bench.run("cs", ["sync", "intercom"], databaseVariables(store.urls));
    expect(code).toBe(1);
    expect(stderr).toContain("INTERCOM_ACCESS_TOKEN");
  });
});

describe("cs worker", () => {
  it("syncs by itself, and cs jobs shows how far it is", async () => {
    keep(person(8, { name: "Eight", updated_at: soon() }));
    const worker = bench.start("cs", ["worker"], env);
    await until(async () => (await store.query("SELECT FROM cs.contacts WHERE full_name = 'Eight'")).length === 1);
    let shown = "";
    await until(async () => {
      shown = (await bench.run("cs", ["jobs"], env)).stdout;
      return /sync-intercom +completed/.test(shown);
    });
    expect(shown).toMatch(/sync-intercom +completed +1 .* contacts read, 1 written, \d+ unchanged, 0 without account/);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0 });
  });
});
