import { addDays, type CalendarDate, type Milestone } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MilestoneVersion, Persistence } from "../src/index.ts";
import { testMilestone } from "./entities.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
const start = "2024-03-01";
const asOf = addDays(start, 30);

interface Use {
  readonly day: number;
  readonly feature: string;
  readonly user: string | null;
  readonly quantity: number;
}
const use: fc.Arbitrary<Use> = fc.record({
  day: fc.integer({ min: -5, max: 35 }),
  feature: fc.constantFrom("search", "reports"),
  user: fc.constantFrom("ann", "bob", "cleo", null),
  quantity: fc.integer({ min: 0, max: 3 }),
});
const limits = { count: fc.integer({ min: 1, max: 6 }), days: fc.integer({ min: 1, max: 12 }) };
const predicate = fc.oneof(
  fc.record({ kind: fc.constant("first_use" as const), feature: fc.constantFrom("search", "reports") }),
  fc.record({
    kind: fc.constant("events" as const),
    feature: fc.constantFrom("search", null),
    count: limits.count,
    days: fc.option(limits.days),
  }),
  fc.record({ kind: fc.constant("active_users" as const), count: fc.integer({ min: 1, max: 3 }), days: limits.days }),
);
const versionOf = (part: Partial<Milestone>): MilestoneVersion => ({
  version: 1,
  milestone: { ...testMilestone, feature: null, count: null, days: null, ...part },
  retired: false,
  publishedAt: "",
});

/** The first day of which the predicate holds, looked for day by day over the events themselves. */
function firstDay({ kind, feature, count, days }: Milestone, uses: readonly Use[]): CalendarDate | undefined {
  const counted = uses.filter(({ quantity }) => quantity > 0);
  const holds = (day: number): boolean => {
    const upTo = counted.filter((each) => each.day <= day);
    if (kind === "first_use") return upTo.some((each) => each.feature === feature);
    if (kind === "active_users") {
      const recent = upTo.filter((each) => each.day > day - (days ?? 0));
      return new Set(recent.flatMap(({ user }) => user ?? [])).size >= (count ?? 0);
    }
    const inTime = upTo.filter((each) => days === null || (each.day >= 0 && each.day < days));
    const ofFeature = inTime.filter((each) => feature === null || each.feature === feature);
    return ofFeature.reduce((sum, { quantity }) => sum + quantity, 0) >= (count ?? 0);
  };
  for (let day = -5; day <= 30; day += 1) if (holds(day)) return addDays(start, day);
  return undefined;
}

let customers = 0;
async function deliverUse(persistence: Persistence, uses: readonly Use[]): Promise<string> {
  customers += 1;
  const externalId = `M-${customers}`;
  await deliver(persistence, {
    customers: [build.customer({ externalId, customerSince: start })],
    usage: uses.map(({ day, ...each }, index) =>
      build.usage({
        ...each,
        customer: externalId,
        externalId: `${externalId} ${index}`,
        occurredAt: `${addDays(start, day)}T12:00:00.000Z`,
      }),
    ),
  });
  return clientIdOf(persistence, externalId);
}

describe("the day on which an account reached a milestone", () => {
  it("is the first on which its predicate holds, whatever the use and the predicate", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(use, { maxLength: 25 }),
        fc.array(predicate, { minLength: 1, maxLength: 6 }),
        async (uses, parts) => {
          const clientId = await deliverUse(store.persistence, uses);
          const milestones = parts.map((part, index) => versionOf({ ...part, id: `m${index}` }));
          const { reached } = await store.persistence.read("default", (tx) =>
            tx.queries.milestoneFacts({ clientId, asOf, milestones }),
          );
          const found = Object.fromEntries(reached.map((each) => [each.milestoneId, each.achievedOn]));
          const expected = milestones.flatMap(({ milestone }) => {
            const day = firstDay(milestone, uses);
            return day === undefined ? [] : [[milestone.id, day] as const];
          });
          expect(found).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is asked of the customers of the day, or of one account whoever it is", async () => {
    const clientId = await deliverUse(store.persistence, [{ day: 0, feature: "search", user: null, quantity: 1 }]);
    const ask = (part: object) =>
      store.persistence.read("default", (tx) =>
        tx.queries.milestoneFacts({ asOf, milestones: [versionOf({ kind: "events", count: 1 })], ...part }),
      );
    const [account] = (await ask({ clientId })).accounts;
    expect(account).toEqual({ clientId, customerSince: start, namesNobody: true });
    expect((await ask({})).accounts.map((each) => each.clientId)).toContain(clientId);
    const before = await ask({ asOf: addDays(start, -1) });
    expect(before.accounts.map((each) => each.clientId)).not.toContain(clientId);
    expect(before.reached).toEqual([]);
  });
});

describe("a stored achievement", () => {
  it("moves to an earlier day and never to a later one, also when two store at once", async () => {
    const clientId = await deliverUse(store.persistence, []);
    const milestone = versionOf({ kind: "events", count: 1 });
    const achieve = (achievedOn: string) =>
      store.persistence.write("default", (tx) =>
        tx.milestones.achieve([{ clientId, milestoneId: milestone.milestone.id, version: 1, achievedOn }]),
      );
    await store.persistence.write("default", (tx) => tx.milestones.publish(milestone.milestone, false));
    expect(await achieve("2024-03-10")).toBe(1);
    expect(await achieve("2024-03-12")).toBe(0);
    expect(await achieve("2024-03-10")).toBe(0);
    expect((await Promise.all([achieve("2024-03-05"), achieve("2024-03-05")])).toSorted()).toEqual([0, 1]);
    const stored = async (day: string) =>
      (
        await store.persistence.read("default", (tx) =>
          tx.queries.milestoneFacts({ clientId, asOf: day, milestones: [milestone] }),
        )
      ).stored;
    expect(await stored(asOf)).toEqual([{ milestoneId: milestone.milestone.id, clientId, achievedOn: "2024-03-05" }]);
    expect(await stored("2024-03-04")).toEqual([]);
  });
});

describe("a version of a milestone", () => {
  it("follows the one before, also when two publish at once, and the same again is none", async () => {
    const publish = (part: Partial<Milestone>, retired = false) =>
      store.persistence.write("default", (tx) =>
        tx.milestones.publish({ ...testMilestone, id: "raced", ...part }, retired),
      );
    expect(await publish({ count: 1 })).toEqual({ version: 1, before: null });
    expect(await publish({ count: 1 })).toMatchObject({ version: 1, before: { version: 1 } });
    const raced = await Promise.all([publish({ count: 2 }), publish({ count: 3 })]);
    expect(raced.map(({ version }) => version).toSorted()).toEqual([2, 3]);
    expect(await publish({ count: 9 }, true)).toMatchObject({ version: 4, before: { version: 3 } });
    const all = await store.persistence.read("default", (tx) => tx.milestones.newest());
    expect(all.filter(({ milestone }) => milestone.id === "raced")).toMatchObject([
      { version: 4, retired: true, milestone: { count: 9 } },
    ]);
  });
});
