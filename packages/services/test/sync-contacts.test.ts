import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { type ContactSource, ensureTenant, type RemoteContact, syncContacts } from "../src/index.ts";

const store = useTestStore();
const today = "2024-06-30";

/** A system with `count` people of one company, one changed per hour of 2024, in pages of 10; every fifth is a lead. */
function people(count: number): ContactSource & { readonly contacts: RemoteContact[] } {
  const contacts = Array.from({ length: count }, (_, hour): RemoteContact => {
    const updatedAt = new Date(Date.UTC(2024, 0, 1, hour)).toISOString();
    const none = { ownId: null, email: null, objections: [], statedAt: null };
    return { ...none, id: String(hour), name: `P${hour}`, isUser: hour % 5 > 0, companyIds: ["1"], updatedAt };
  });
  const found = (since: string | null) => contacts.filter(({ updatedAt }) => updatedAt >= (since ?? ""));
  return {
    name: "intercom",
    contacts,
    count: async (since) => found(since).length,
    async page({ since, cursor }) {
      const from = Number(cursor ?? 0);
      const page = found(since).slice(from, from + 10);
      return { contacts: page, read: page.length, cursor: from + 10 < found(since).length ? String(from + 10) : null };
    },
  };
}

async function tenant(tenantId: string): Promise<string> {
  await ensureTenant(store.persistence, tenantId);
  await store.persistence.write(tenantId, (tx) =>
    tx.facts.write("customers", "intercom", [build.customer({ externalId: "1" })]),
  );
  return tenantId;
}
const sync = (tenantId: string, source: ContactSource, options: object = {}) =>
  syncContacts({ persistence: store.persistence, tenantId, source, ...options });
const stored = (tenantId: string) =>
  store.query("SELECT external_id FROM cs.contacts WHERE tenant_id = $1", [tenantId]);

describe("a sync of contacts", () => {
  it("writes users once, counts leads, and reads again what has changed shortly before", async () => {
    const [tenantId, source] = [await tenant("once"), people(25)];
    const whole = { source: "intercom", since: null, read: 25, written: 20, unchanged: 0, unmatched: 0, leftOut: 5 };
    expect(await sync(tenantId, source)).toEqual({
      ...whole,
      ...{ withoutAccount: { lead: 5 }, unmatchedContacts: [], removedContacts: [] },
    });
    expect(await sync(tenantId, source, { since: "2024-01-01" })).toMatchObject({
      ...whole,
      since: expect.any(String),
      written: 0,
      unchanged: 20,
    });
    const soon = new Date().toISOString();
    source.contacts.push({ ...(source.contacts[1] as RemoteContact), name: "Changed", updatedAt: soon });
    expect(await sync(tenantId, source)).toMatchObject({ read: 1, written: 1 });
    expect(await stored(tenantId)).toHaveLength(20);
  });

  it("by several at once shares the work", async () => {
    const [tenantId, source] = [await tenant("several"), people(95)];
    const reports = await Promise.all([sync(tenantId, source), sync(tenantId, source), sync(tenantId, source)]);
    expect(await stored(tenantId)).toHaveLength(76);
    expect(reports.map(({ read }) => read)).toContain(95);
  });

  it("that stopped goes on where it stood", async () => {
    const [tenantId, source] = [await tenant("stopped"), people(30)];
    const stop = new AbortController();
    const onProgress = (read: number) => void (read === 20 && stop.abort());
    await expect(sync(tenantId, source, { onProgress, signal: stop.signal })).rejects.toThrow();
    expect(await stored(tenantId)).toHaveLength(16);
    expect(await sync(tenantId, source)).toMatchObject({ read: 30, written: 24 });
  });

  it("covers no days: roles and departures, which health asks for, are not told", async () => {
    const tenantId = await tenant("covers");
    await sync(tenantId, people(5));
    expect((await store.persistence.read(tenantId, (tx) => tx.queries.coverage(today))).contacts).toBeUndefined();
  });
});
