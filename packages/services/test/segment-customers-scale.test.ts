import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { defineIn, membersIn, segmentsIn } from "./segment-fixtures.ts";

const accounts = 10_000;
const store = useTestStore({ asOf: "2024-06-30" });

/** Rows as the product writes them; 7 of 8 accounts have a subscription, of three sizes and 1,000 amounts. */
async function insertAccounts(): Promise<void> {
  const number = `generate_series(1, ${accounts}) AS n`;
  const id = "'cs_' || lpad(n::text, 26, '0')";
  await store.query(
    `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains, segment, csm)
     SELECT $1, ${id}, 'Name ' || n % 97, '{}', (ARRAY['smb', 'mid_market', 'enterprise'])[1 + n % 3], 'CSM ' || n % 20
     FROM ${number}`,
    [store.tenantId],
  );
  await store.query(
    `INSERT INTO cs.subscriptions (tenant_id, client_id, source, external_id, content_hash, product, start_date, arr,
                                   currency)
     SELECT $1, ${id}, 'crm', n::text, 'h', 'P', '2024-01-01', 1000 * (n % 1000), 'USD' FROM ${number} WHERE n % 8 > 0`,
    [store.tenantId],
  );
}

beforeAll(insertAccounts);

const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
const isMember = (n: number) => n % 8 > 0 && n % 1000 >= 500 && n % 3 === 0;

describe("10,000 accounts", () => {
  it("are segmented as an independent count says", async () => {
    const rule = {
      all: [
        { fact: "arr", op: ">=", value: 500_000 },
        { fact: "segment", op: "=", value: "smb" },
      ],
    };
    const segmentId = await defineIn(store, { name: "Large and small", rule });
    const expected = numbers.filter(isMember);
    const open = numbers.filter((n) => n % 8 === 0 && n % 3 === 0);
    const { evaluation } = await segmentsIn(store, { action: "show", segmentId });
    expect(evaluation).toMatchObject({
      customers: accounts,
      members: expected.length,
      undecided: open.length,
      missing: [{ fact: "arr", reason: "no subscription is recorded", accounts: open.length }],
    });
    expect(evaluation?.groups[0]?.arr[0]?.amount).toBe(expected.reduce((sum, n) => sum + 1000 * (n % 1000), 0));
  });

  it("are walked page by page, each once and by name", async () => {
    const segmentId = await defineIn(store, { name: "Everybody", rule: { fact: "csm", op: "known" } });
    const names = Object.values(await membersIn(store, { segmentId, limit: 100 })).flat();
    expect(names).toHaveLength(accounts);
    const byName = numbers
      .map((n) => `Name ${n % 97}`)
      .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(names).toEqual(byName);
  }, 120_000);

  it("are compared with the evaluation before and with other segments", async () => {
    await store.query("UPDATE cs.subscriptions SET arr = 0 WHERE arr = 999000");
    const { segments } = await segmentsIn(store, {});
    const segmentId = segments.find(({ name }) => name === "Large and small")?.segmentId ?? "";
    const left = numbers.filter((n) => isMember(n) && n % 1000 === 999).length;
    const { evaluation } = await segmentsIn(store, { action: "evaluate", segmentId });
    expect(evaluation?.groups).toMatchObject([{ entered: 0, left }]);
    const shared = numbers.filter(isMember).length - left;
    expect(evaluation?.overlap).toMatchObject([{ name: "Everybody", shared, of: accounts }]);
    const page = await segmentsIn(store, { action: "members", segmentId, change: "left", limit: 1 });
    expect(page.total).toBe(left);
  });

  it("fill tiers of value as an independent count says, page by page", async () => {
    const tiers = [
      { tier: "high", minimumValue: 900_000, capacity: 500 },
      { tier: "mid", capacity: 3_000 },
      { tier: "digital" },
    ];
    const run = { action: "run", tiers, limit: 3 };
    const answer = await store.run("segment_by_value_tier", run);
    // Amounts of 999,000 were set to 0 above; ids are numbers that sort as numbers.
    const arr = (n: number) => (n % 1000 === 999 ? 0 : 1000 * (n % 1000));
    const ranked = numbers.filter((n) => n % 8 > 0).toSorted((a, b) => arr(b) - arr(a) || a - b);
    const sum = (part: number[]) => part.reduce((total, n) => total + arr(n), 0);
    expect(ranked.filter((n) => arr(n) >= 900_000).length).toBeGreaterThan(500);
    expect(answer).toMatchObject({
      customers: accounts,
      undecided: 1_250,
      tiers: [
        { accounts: 500, arr: [{ amount: sum(ranked.slice(0, 500)) }], full: true },
        { accounts: 3_000, arr: [{ amount: sum(ranked.slice(500, 3_500)) }], full: true },
        { accounts: 5_250, arr: [{ amount: sum(ranked.slice(3_500)) }], full: false },
      ],
      csmTotal: 20,
    });
    const found: string[] = [];
    for (let cursor: unknown; cursor !== null; ) {
      const input = { action: "accounts", tier: "high", limit: 64, ...(cursor ? { cursor } : {}) };
      const page = await store.run("segment_by_value_tier", input);
      found.push(...(page["accounts"] as { clientId: string }[]).map(({ clientId }) => clientId));
      cursor = page["nextCursor"];
    }
    const expected = ranked.slice(0, 500).map((n) => `cs_${String(n).padStart(26, "0")}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it("fall into clusters", async () => {
    const input = { action: "preview", method: "k_means", features: ["arr"], clusters: 4 };
    const { evaluation } = await segmentsIn(store, input);
    expect(evaluation).toMatchObject({ members: 8_750, undecided: 1_250 });
    // Amounts spread evenly: four equal parts leave a sixteenth of the variance within.
    expect(evaluation?.explained).toBeCloseTo(15 / 16, 2);
  });
});
