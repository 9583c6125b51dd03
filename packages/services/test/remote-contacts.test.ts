import type { ContactRole } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type RemoteContact, takeContactEvent, takeRemoteContacts } from "../src/index.ts";

const store = useTestStore();
const accounts: Record<string, string> = {};

const remote = (part: Partial<RemoteContact> = {}): RemoteContact => ({
  id: "1",
  ownId: null,
  isUser: true,
  name: "Ann",
  email: null,
  companyIds: ["co-1"],
  objections: [],
  updatedAt: "2024-06-01T00:00:00.000Z",
  statedAt: null,
  ...part,
});
const take = (...contacts: readonly RemoteContact[]) =>
  store.persistence.write(store.tenantId, (tx) => takeRemoteContacts(tx, "intercom", contacts));
const stored = async (id: string, source = "intercom") => {
  const rows = await store.query<Record<string, unknown>>(
    `SELECT client_id AS "clientId", full_name AS "fullName", email, title, roles, departed_on AS "departedOn"
     FROM cs.contacts WHERE source = $1 AND external_id = $2`,
    [source, id],
  );
  return rows[0];
};

beforeAll(async () => {
  const facts = {
    first: build.customer({ externalId: "co-1", domains: ["one.example"] }),
    second: build.customer({ externalId: "co-2", domains: ["two.example", "shared.example"] }),
    third: build.customer({ externalId: "co-3", domains: ["shared.example"] }),
  };
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "intercom", Object.values(facts));
    for (const [name, { externalId }] of Object.entries(facts)) {
      accounts[name] = (await tx.accounts.findByRefs([{ source: "intercom", externalId }]))?.clientId ?? "";
    }
  });
});

describe("the account of a contact", () => {
  const cases: readonly [string, Partial<RemoteContact>, string][] = [
    ["its company", { companyIds: ["x", "co-1"], email: "ann@two.example" }, "first"],
    ["the only account with the domain", { companyIds: ["x"], email: "Ann@Two.Example" }, "second"],
    [
      "the domain, where its companies are several accounts",
      { companyIds: ["co-1", "co-3"], email: "a@two.example" },
      "second",
    ],
    ["the domain, where its companies are not known", { companyIds: null, email: "ann@one.example" }, "first"],
  ];
  it.each(cases)("is found by %s", async (id, part, name) => {
    expect(await take(remote({ ...part, id }))).toEqual([{ status: "inserted", clientId: accounts[name] }]);
    expect(await stored(id)).toMatchObject({ clientId: accounts[name], fullName: "Ann", roles: [] });
  });

  it.each([
    ["no_account", { companyIds: [], email: "ann@unknown.example" }],
    ["no_account", { companyIds: ["x"], email: "no address" }],
    ["several_accounts", { companyIds: ["x"], email: "ann@shared.example" }],
    ["several_accounts", { companyIds: ["co-1", "co-2"], email: null }],
    ["company_unknown", { companyIds: null, email: null }],
  ])("is not guessed: %s %j", async (reason, part) => {
    const id = JSON.stringify([reason, part]);
    expect(await take(remote({ ...part, id }))).toEqual([{ status: "unmatched", reason }]);
    expect(await stored(id)).toBeUndefined();
  });

  it("is another one when its company is, and stays when nothing names one any more", async () => {
    const at = (day: number) => ({ id: "moves", updatedAt: `2024-06-0${day}T00:00:00.000Z` });
    await take(remote(at(1)));
    expect(await take(remote({ ...at(2), companyIds: ["co-2"] }))).toEqual([
      { status: "updated", clientId: accounts["second"] },
    ]);
    await take(remote({ ...at(3), companyIds: [], name: "Ann B." }));
    expect(await stored("moves")).toMatchObject({ clientId: accounts["second"], fullName: "Ann B." });
  });

  it("is found by the companies told before, when an event says less", async () => {
    await take(remote({ id: "less", companyIds: ["co-3"] }));
    const later = { updatedAt: "2024-06-02T00:00:00.000Z", companyIds: null, email: "ann@one.example" };
    expect(await take(remote({ id: "less", ...later }))).toEqual([{ status: "updated", clientId: accounts["third"] }]);
  });

  it("is found later for a contact that had none, though the contact did not change", async () => {
    const late = remote({ id: "late", companyIds: ["co-9"] });
    expect(await take(late)).toMatchObject([{ status: "unmatched" }]);
    await store.persistence.write(store.tenantId, (tx) =>
      tx.facts.write("customers", "intercom", [build.customer({ externalId: "co-9" })]),
    );
    expect(await take(late)).toMatchObject([{ status: "inserted" }]);
    expect(await take(late)).toMatchObject([{ status: "unchanged" }]);
  });
});

describe("who is left out", () => {
  it("are leads, until they are users, and whoever has neither name nor address", async () => {
    const lead = remote({ id: "lead", isUser: false });
    expect(await take(lead, remote({ id: "blank", name: " \0", email: "x" }))).toEqual([
      { status: "left_out", reason: "lead" },
      { status: "left_out", reason: "nameless" },
    ]);
    expect(await take({ ...lead, isUser: true, updatedAt: "2024-06-02T00:00:00.000Z" })).toMatchObject([
      { status: "inserted" },
    ]);
    expect(await stored("blank")).toBeUndefined();
  });

  it("is counted and listed, leads by their number alone", async () => {
    await take(remote({ id: "another lead", isUser: false }));
    const { counts, listed } = await store.persistence.read(store.tenantId, async (tx) => ({
      counts: await tx.remoteContacts.counts("intercom"),
      listed: await tx.remoteContacts.unmatched("intercom", 100),
    }));
    expect(counts.leftOut).toMatchObject({ lead: 1, nameless: 1, several_accounts: 2 });
    expect(listed.map(({ reason }) => reason)).not.toContain("lead");
  });
});

describe("states of a contact", () => {
  it("leave the newest one, whatever order they come in and however often", async () => {
    const states = fc.uniqueArray(
      fc.record({ second: fc.integer({ min: 0, max: 59 }), name: fc.string({ minLength: 1 }) }),
      {
        minLength: 1,
        maxLength: 6,
        selector: ({ second }) => second,
      },
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(states, fc.array(fc.nat(), { maxLength: 6 }), async (given, again) => {
        runs += 1;
        const id = `run ${runs}`;
        const contacts = given.map(({ second, name }) =>
          remote({ id, name: `x${name}x`, updatedAt: `2024-06-01T00:00:${String(second).padStart(2, "0")}.000Z` }),
        );
        const repeated = again.flatMap((index) => contacts[index % contacts.length] ?? []);
        for (const contact of [...contacts, ...repeated]) await take(contact);
        const newest = given.toSorted((a, b) => a.second - b.second).at(-1);
        expect((await stored(id))?.["fullName"]).toBe(`x${newest?.name}x`);
      }),
      { numRuns: 25 },
    );
  });

  it("of one second are told apart by what events tell more exactly", async () => {
    const second = { id: "second", updatedAt: "2024-06-01T00:00:01.000Z" };
    await take(remote({ ...second, name: "New", statedAt: "2024-06-01T00:00:01.700Z" }));
    expect(await take(remote({ ...second, name: "Old", statedAt: "2024-06-01T00:00:01.100Z" }))).toEqual([
      { status: "outdated" },
    ]);
    expect(await stored("second")).toMatchObject({ fullName: "New" });
  });

  it("take a name of any length, the address where there is no name, and no address that is none", async () => {
    await take(remote({ id: "long", name: `\0${"💥".repeat(300)}`, email: "not an address" }));
    expect(await stored("long")).toMatchObject({ fullName: "💥".repeat(100), email: null });
    await take(remote({ id: "address", name: null, email: "Ann@one.example" }));
    expect(await stored("address")).toMatchObject({ fullName: "Ann@one.example", email: "Ann@one.example" });
  });
});

describe("who wants no mail", () => {
  const address = "no@one.example";
  const unsubscribed = { id: "no", email: "No@One.example", objections: ["unsubscribe"] } as const;
  const suppressions = async () => {
    const found = await store.persistence.read(store.tenantId, (tx) => tx.permissions.of([address]));
    return found.get(address)?.suppressions ?? [];
  };
  const inForce = [{ scope: "all", reason: "unsubscribe", since: "2024-06-01T00:00:00.000Z" }];

  it("is suppressed from then on, once, though the same is told again", async () => {
    await take(remote(unsubscribed));
    await take(remote(unsubscribed));
    expect(await suppressions()).toEqual(inForce);
    expect(await store.query("SELECT source, note FROM cs.suppressions")).toEqual([{ source: "intercom", note: "no" }]);
  });

  it("stays so when the other system says nothing of it any more; what people lifted holds until it changes there", async () => {
    await take(remote({ ...unsubscribed, objections: [], updatedAt: "2024-06-02T00:00:00.000Z" }));
    expect(await suppressions()).toEqual(inForce);
    const lifted = { address, scope: "all", reason: "unsubscribe", lifted: true, source: "ann", note: null } as const;
    await store.persistence.write(store.tenantId, (tx) =>
      tx.permissions.suppress([{ ...lifted, at: "2024-06-04T00:00:00.000Z" }]),
    );
    await take(remote({ ...unsubscribed, updatedAt: "2024-06-03T00:00:00.000Z" }));
    expect(await suppressions()).toEqual([]);
    await take(remote({ ...unsubscribed, updatedAt: "2024-06-05T00:00:00.000Z" }));
    expect(await suppressions()).toEqual([{ ...inForce[0], since: "2024-06-05T00:00:00.000Z" }]);
  });

  it("is kept of nobody who is a lead, or has no address", async () => {
    await take(remote({ id: "lead", isUser: false, email: "lead@one.example", objections: ["bounce"] }));
    await take(remote({ id: "none", objections: ["spam_report"] }));
    expect(await store.query("SELECT FROM cs.suppressions WHERE reason <> 'unsubscribe'")).toEqual([]);
  });
});

describe("a contact that was registered here", () => {
  const ownId = `con_${"0".repeat(26)}`;
  const roles: ContactRole[] = ["champion"];
  const kept = { title: "CTO", roles, departedOn: "2024-05-01" };
  const register = (externalId: string, part: { readonly email: string | null }) => {
    const fact = build.contact({ externalId, customer: accounts["first"] ?? "", fullName: "Eve", ...kept, ...part });
    return store.persistence.write(store.tenantId, (tx) => tx.facts.writeContacts("manual", [fact]));
  };

  it("is the one with its address at its account, and an empty field changes nothing", async () => {
    await register("con_by_address", { email: "eve@one.example" });
    const eve = remote({ id: "eve", email: "Eve@One.example", name: null });
    expect(await take(eve)).toEqual([{ status: "updated", clientId: accounts["first"] }]);
    expect(await stored("con_by_address", "manual")).toMatchObject({
      fullName: "Eve",
      email: "Eve@One.example",
      title: "CTO",
      roles,
    });
    await take({ ...eve, name: "Eve B.", email: null, companyIds: ["co-2"], updatedAt: "2024-06-02T00:00:00.000Z" });
    expect(await stored("con_by_address", "manual")).toMatchObject({
      ...{ fullName: "Eve B.", email: "Eve@One.example", title: "CTO", roles },
      clientId: accounts["first"],
    });
    expect(await stored("eve")).toBeUndefined();
  });

  it("is the one that another system knows by our id, and only the first that does", async () => {
    await register(ownId, { email: null });
    const named = remote({ ownId, name: "Named", companyIds: ["co-2"] });
    expect(await take({ ...named, id: "n1" })).toEqual([{ status: "updated", clientId: accounts["first"] }]);
    expect(await take({ ...named, id: "n2" })).toEqual([{ status: "inserted", clientId: accounts["second"] }]);
    expect(await take({ ...named, id: "n1" })).toEqual([{ status: "unchanged", clientId: accounts["first"] }]);
    expect(await stored(ownId, "manual")).toMatchObject({ fullName: "Named", title: "CTO" });
  });

  it("at another account, or with an id that nobody knows, is somebody else", async () => {
    await register("con_elsewhere", { email: "max@one.example" });
    const max = remote({ id: "max", ownId: `con_${"1".repeat(26)}`, email: "max@one.example", companyIds: ["co-2"] });
    expect(await take(max)).toEqual([{ status: "inserted", clientId: accounts["second"] }]);
    expect(await stored("con_elsewhere", "manual")).toMatchObject({ fullName: "Eve" });
  });
});

describe("an event", () => {
  const options = () => ({ persistence: store.persistence, tenantId: store.tenantId, source: "intercom" });
  const removed = () => store.persistence.read(store.tenantId, (tx) => tx.remoteContacts.removed("intercom", 9));

  it("that tells of a removal leaves the contact, with a note that a later change takes away", async () => {
    const gone = remote({ id: "gone" });
    await take(gone);
    const at = "2024-06-05T00:00:00.000Z";
    const event = { id: "e-1", at, removed: "gone" };
    expect(await takeContactEvent(options(), event)).toEqual({
      repeated: false,
      outcome: { contact: "gone", status: "removed" },
    });
    expect(await takeContactEvent(options(), event)).toMatchObject({ repeated: true });
    expect(await stored("gone")).toMatchObject({ fullName: "Ann", departedOn: null });
    expect(await removed()).toEqual([{ externalId: "gone", clientId: accounts["first"], removedAt: at }]);
    await take({ ...gone, name: "Ann again", updatedAt: "2024-06-04T00:00:00.000Z" });
    expect(await removed()).toHaveLength(1);
    await take({ ...gone, updatedAt: "2024-06-06T00:00:00.000Z" });
    expect(await removed()).toEqual([]);
    expect(await takeContactEvent(options(), { ...event, id: "e-2" })).toMatchObject({
      outcome: { status: "outdated" },
    });
  });
});
