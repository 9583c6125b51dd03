import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";

const store = useTestStore({ asOf: "2024-06-30" });

const register = (input: object) => store.run("register_client", input);
const countOf = async (table: string) => (await store.query(`SELECT 1 FROM cs.${table}`)).length;

const full = {
  clientName: "  Müller & Söhne ",
  domains: ["Mueller.Example"],
  industry: "Retail",
  planTier: "professional",
  segment: "mid_market",
  csm: "Kim",
  customerSince: "2023-02-01",
  contract: { startDate: "2024-01-01", endDate: "2025-01-01", noticeDays: 90, autoRenew: true },
  subscriptions: [
    { product: "Core", startDate: "2024-01-01", seats: 5, arr: 120_050, currency: "EUR" },
    { product: "Add-on", startDate: "2024-02-01", arr: 50, currency: "USD" },
    { product: "Seats", startDate: "2024-02-01", arr: 1000, currency: "EUR" },
  ],
  contacts: [
    { fullName: "CSM East", email: "ada@mueller.example", title: "CEO", roles: ["champion"] },
    { fullName: "Bo" },
  ],
  externalRefs: [{ source: "salesforce", externalId: "001" }],
};

describe("registering a client with everything", () => {
  it("answers with the account, the ARR per currency and what was not sent", async () => {
    const { contract: _, subscriptions: __, contacts: ___, ...profile } = full;
    expect(await register(full)).toEqual({
      created: true,
      client: {
        ...profile,
        country: null,
        touchModel: null,
        lifecycleStage: "onboarding",
        clientName: "Müller & Söhne",
        domains: ["mueller.example"],
        clientId: expect.stringMatching(/^cs_[0-9a-z]{26}$/),
        version: 1,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
      duplicates: [],
      arrAdded: [
        { amount: 121_050, currency: "EUR", text: "EUR 1,210.50" },
        { amount: 50, currency: "USD", text: "USD 0.50" },
      ],
      notSent: ["zendesk organisation", "intercom company", "mixpanel group"].map((target) => {
        const [platform, thing] = target.split(" ");
        return { platform, effect: `create ${thing}`, reason: "not_configured" };
      }),
    });
  });

  it("stores contract, lines and contacts as facts known from today on, and an audit row", async () => {
    const from = (columns: string, table: string) =>
      store.query(`SELECT ${columns} FROM cs.${table} WHERE source = 'manual' ORDER BY external_id`);
    expect(await from("type, start_date::text, end_date::text, notice_days, auto_renew", "contracts")).toEqual([
      { type: "subscription", start_date: "2024-01-01", end_date: "2025-01-01", notice_days: 90, auto_renew: true },
    ]);
    expect(await from("product, seats, arr, end_date::text, auto_renew", "subscriptions")).toEqual([
      { product: "Core", seats: 5, arr: "120050", end_date: null, auto_renew: true },
      { product: "Add-on", seats: null, arr: "50", end_date: null, auto_renew: true },
      { product: "Seats", seats: null, arr: "1000", end_date: null, auto_renew: true },
    ]);
    expect(await from("full_name, email, roles, title", "contacts")).toEqual([
      { full_name: "CSM East", email: "ada@mueller.example", roles: ["champion"], title: "CEO" },
      { full_name: "Bo", email: null, roles: [], title: null },
    ]);
    const coverage =
      "SELECT kind, covers_from::text AS from, covers_to::text AS to FROM cs.data_coverage ORDER BY kind";
    expect(await store.query(coverage)).toEqual(
      ["contacts", "contracts", "subscriptions"].map((kind) => ({ kind, from: "2024-06-30", to: "infinity" })),
    );
    const [audit] = await store.query<{ changes: { field: string; before: unknown; after: unknown }[] }>(
      "SELECT actor, operation, reason, changes FROM cs.audit_entries",
    );
    expect(audit).toMatchObject({ actor: "tester", operation: "register_client", reason: null });
    expect(audit?.changes).toContainEqual({ field: "csm", before: null, after: "Kim" });
    expect(audit?.changes).toHaveLength(10);
  });
});

describe("registering a client with only a name", () => {
  it("leaves everything else unknown and starts it in onboarding", async () => {
    const { client, arrAdded, duplicates } = await register({ clientName: "Bare" });
    const unknown = { industry: null, country: null, planTier: null, segment: null, touchModel: null, csm: null };
    expect(client).toMatchObject({
      ...unknown,
      customerSince: null,
      domains: [],
      externalRefs: [],
      lifecycleStage: "onboarding",
    });
    expect([arrAdded, duplicates]).toEqual([[], []]);
  });
});

describe("registering the same client again", () => {
  it("by a known external ref returns that account and writes nothing", async () => {
    const before = [await countOf("accounts"), await countOf("audit_entries"), await countOf("subscriptions")];
    const again = await register({
      ...full,
      clientName: "Renamed",
      externalRefs: [{ source: "stripe", externalId: "x" }, ...full.externalRefs],
    });
    expect(again).toMatchObject({
      created: false,
      client: { clientName: "Müller & Söhne" },
      arrAdded: [],
      notSent: [],
      duplicates: [],
    });
    expect([await countOf("accounts"), await countOf("audit_entries"), await countOf("subscriptions")]).toEqual(before);
  });

  it("by name or domain creates another and warns of the likely duplicates with the reason", async () => {
    const named = await register({ clientName: "MÜLLER & SÖHNE" });
    expect(named["duplicates"]).toMatchObject([{ clientName: "Müller & Söhne", because: "same name" }]);
    const sharing = await register({ clientName: "Other", domains: ["mueller.example", "other.example"] });
    expect(sharing).toMatchObject({ created: true });
    expect(sharing["duplicates"]).toMatchObject([
      { clientName: "Müller & Söhne", because: "same domain mueller.example" },
    ]);
  });

  it("at the same time with one external ref creates it once", async () => {
    const input = { clientName: "Raced", externalRefs: [{ source: "salesforce", externalId: "raced" }] };
    const racers = await Promise.allSettled(Array.from({ length: 10 }, () => register(input)));
    const created = racers.filter((racer) => racer.status === "fulfilled" && racer.value["created"] === true);
    expect(created).toHaveLength(1);
    for (const racer of racers)
      if (racer.status === "rejected") expect(racer.reason).toMatchObject({ code: "conflict" });
    expect(await register(input)).toMatchObject({ created: false });
    expect(await store.query("SELECT 1 FROM cs.accounts WHERE client_name = 'Raced'")).toHaveLength(1);
  });
});
