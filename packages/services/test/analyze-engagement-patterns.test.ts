import { addDays } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";

/** A Sunday: the weeks before it are whole. */
const asOf = "2024-06-30";

interface Answer {
  from: string;
  to: string;
  profile: { weekdays: number[] | null; hours: number[] | null; reason: string | null };
  trend: { direction: string | null; weeks: number; eventsPerWeekIn30Days: number | null; reason: string | null };
  outliers: { weeks: { start: string; events: number; kind: string; z: number }[] | null; reason: string | null };
  silentChampions: { people: { fullName: string; lastUsedOn: string | null }[] | null; reason: string | null };
}

describe("engagement patterns", () => {
  const store = useTestStore({ asOf });
  const ask = async (input: object) => (await store.run("analyze_engagement_patterns", input)) as unknown as Answer;
  let client: string;
  /** Events on the Wednesday of each of 26 weeks, oldest first: 4 more every week, and 500 more once. */
  const events = Array.from({ length: 26 }, (_, week) => 40 + 4 * week + (week === 20 ? 500 : 0));
  const wednesday = (week: number) => addDays("2024-01-03", 7 * week);

  beforeAll(async () => {
    client = await addAccount(store, {
      contacts: [
        { fullName: "Active champion", externalId: "c1", roles: ["champion"], email: "Ann@acme.example" },
        { fullName: "Silent champion", externalId: "c2", roles: ["champion"], email: "bob@acme.example" },
        { fullName: "Never seen", externalId: "c3", roles: ["champion"] },
        { fullName: "Gone", externalId: "c4", roles: ["champion"], departedOn: "2024-05-01" },
        { fullName: "No champion", externalId: "c5", roles: ["user"] },
      ],
      usage: events.flatMap((quantity, week) => [
        { externalId: `a${week}`, occurredAt: `${wednesday(week)}T09:30:00.000Z`, quantity, user: "ann@acme.example" },
        ...(week < 20
          ? [
              {
                externalId: `b${week}`,
                occurredAt: `${wednesday(week)}T22:59:00.000Z`,
                quantity: 1,
                user: "bob@acme.example",
              },
            ]
          : []),
      ]),
    });
    await cover(store, "2024-01-01", asOf);
  });

  it("profiles the events in the tenant's zone", async () => {
    const { profile } = await ask({ clientId: client });
    const [total, late] = [events.reduce((sum, count) => sum + count, 0) + 20, 20];
    expect(profile.weekdays).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect(profile.hours?.[22]).toBeCloseTo(late / total, 12);
    expect(profile.hours?.[9]).toBeCloseTo(1 - late / total, 12);
  });

  it("finds the trend behind a surge, and the surge", async () => {
    const { trend, outliers } = await ask({ clientId: client });
    // The median of all slopes between two weeks stays at 4 a week whatever one week does; 4 x 30 / 7 in 30 days.
    expect(trend).toMatchObject({ direction: "rising", weeks: 26, reason: null });
    expect(trend.eventsPerWeekIn30Days).toBeCloseTo((4 * 30) / 7, 1);
    expect(outliers.weeks).toMatchObject([{ start: "2024-05-20", events: 620, kind: "surge" }]);
  });

  it("names champions who fell silent, and none who have left", async () => {
    const { silentChampions } = await ask({ clientId: client });
    expect(silentChampions).toMatchObject({ champions: 3, reason: null });
    expect(silentChampions.people?.map(({ fullName, lastUsedOn }) => [fullName, lastUsedOn])).toEqual([
      ["Never seen", null],
      ["Silent champion", wednesday(19)],
    ]);
  });

  it("says why it cannot tell", async () => {
    const other = await addAccount(store, {
      contacts: [{ roles: ["champion"] }],
      usage: [{ occurredAt: "2024-06-20T00:00:00.000Z", user: "somebody" }],
    });
    const { profile, trend, outliers, silentChampions } = await ask({ clientId: other, weeks: 4 });
    expect(profile).toMatchObject({
      hours: null,
      reason: "all events are of the same hour, as of a source that records days",
    });
    expect(trend).toMatchObject({ direction: null, weeks: 4, reason: "4 whole weeks are known, 8 are needed" });
    expect(outliers).toEqual({ weeks: null, reason: "4 whole weeks are known, 8 are needed" });
    expect(silentChampions).toMatchObject({ people: null, champions: 1 });
    expect(silentChampions.reason).toBe("no user that usage names is a contact, by email or by id");
    const later = await ask({ clientId: client, asOf: "2024-09-30" });
    expect(later.silentChampions).toMatchObject({ people: null, reason: `usage data ends ${asOf}` });
    await expect(ask({ clientId: client, weeks: 0 })).rejects.toMatchObject({ code: "invalid_input", field: "weeks" });
  });
});
