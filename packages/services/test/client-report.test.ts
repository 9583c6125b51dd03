import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { blockOf, documentOf, generate, plainRows, useFolder, useReportStore } from "./report-fixtures.ts";

const store = useReportStore(useFolder());
let clientId: string;

/** Use on every weekday of eleven weeks up to 2024-06-14, by two users, and on none after. */
const usage = Array.from({ length: 55 }, (_, at) => {
  const day = new Date(Date.UTC(2024, 3, 1 + 7 * Math.floor(at / 5) + (at % 5))).toISOString().slice(0, 10);
  return { externalId: `U-${at}`, occurredAt: `${day}T10:00:00.000Z`, user: `user ${at % 2}` };
});

beforeAll(async () => {
  clientId = await addAccount(store, {
    customers: [{ clientName: "Acme & <Sons>" }],
    contracts: [{ endDate: "2024-10-01", noticeDays: 60, autoRenew: true }],
    subscriptions: [{ arr: 1_200_000, currency: "USD", seats: 10 }],
    usage,
    tickets: [
      { externalId: "T-1", createdAt: "2024-06-04T10:00:00.000Z", priority: "P1" },
      {
        externalId: "T-2",
        createdAt: "2024-06-05T10:00:00.000Z",
        solvedAt: "2024-06-12T10:00:00.000Z",
        status: "solved",
        priority: "P2",
      },
    ],
  });
  await cover(store, "2023-06-01", "2024-06-30");
  for (const asOf of ["2024-06-10", "2024-06-30"]) {
    await store.run("calculate_health_score", { clientIds: [clientId], asOf });
  }
});

const report = async () => documentOf(store, await generate(store, { clientId, from: "2024-05-01" }));

describe("a report about a client", () => {
  it("has a score whose parts sum to it, as the score tool gives them", async () => {
    const { results } = await store.run("calculate_health_score", { clientIds: [clientId] });
    const [{ score }] = results as [{ score: number }];
    const document = await report();
    const values = blockOf(document, "bar-chart", "Points by measure").series[0]?.values ?? [];
    const sum = values.reduce((total, { value }) => total + (value ?? 0), 0);
    const points = blockOf(document, "line-chart", "Health score").series[0]?.points;
    expect(points?.map(({ x }) => x)).toEqual(["2024-06-10", "2024-06-30"]);
    expect(points?.at(-1)?.y.value).toBeCloseTo(score, 9);
    expect(sum).toBeCloseTo(score, 9);
  });

  it("explains the whole difference between its first and its last score", async () => {
    const document = await report();
    const [first, last] = blockOf(document, "line-chart", "Health score").series[0]?.points ?? [];
    const causes = blockOf(document, "bar-chart", "Points by cause").series[0]?.values ?? [];
    const sum = causes.reduce((total, { value }) => total + (value ?? 0), 0);
    expect(sum).toBeCloseTo((last?.y.value ?? 0) - (first?.y.value ?? 0), 9);
  });

  it("counts users, events and tickets by whole weeks", async () => {
    const document = await report();
    const of = (title: string) =>
      Object.fromEntries(
        (blockOf(document, "line-chart", title).series[0]?.points ?? []).map(({ x, y }) => [x, y.value ?? y.reason]),
      );
    expect(of("Users")).toMatchObject({ "2024-04-29": 2, "2024-06-17": 0 });
    expect(of("Events")).toMatchObject({ "2024-04-29": 5, "2024-06-10": 5, "2024-06-24": 0 });
    const { categories, series } = blockOf(document, "bar-chart", "Tickets opened and solved");
    const at = categories.names.indexOf("2024-06-03");
    expect(series.map(({ values }) => [values[at]?.value, values[at + 1]?.value])).toEqual([
      [2, 0],
      [0, 1],
    ]);
    expect(plainRows(blockOf(document, "table", "Open on 2024-06-30"))).toEqual([["P1", 1]]);
  });

  it("tells the renewal and by when it can be opted out of", async () => {
    const { keyFigures } = await generate(store, { clientId });
    const texts = Object.fromEntries(keyFigures.map(({ label, text }) => [label, text]));
    // 60 days before the first of October.
    expect(texts).toMatchObject({
      "ARR, USD": "USD 12,000",
      Renewal: "2024-10-01",
      "Opt-out by": "2024-08-02",
      "Days to opt out": "33",
      "Renews by itself": "yes",
    });
  });

  it("has a name that is escaped for each format", async () => {
    const { title, markdown } = await generate(store, { clientId });
    expect(title).toBe("Health report: Acme & <Sons>");
    expect(markdown).toContain("# Health report: Acme &amp; &lt;Sons&gt;");
  });
});

it("periods that are known in part, or not, are no fall", async () => {
  const { sections } = await documentOf(
    store,
    await generate(store, { clientId, from: "2024-05-01", to: "2024-07-02" }),
  );
  const users = sections.flatMap(({ blocks }) => blocks).find((block) => "title" in block && block.title === "Users");
  const points = users?.kind === "line-chart" ? users.series[0]?.points : [];
  expect(points?.at(-1)).toEqual({ x: "2024-07-01", y: { value: null, reason: "not known" } });
});

it("an account of which nothing is known has a report that says so", async () => {
  const bare = await addAccount(store, { customers: [{ clientName: "Bare" }] });
  const { keyFigures, markdown } = await generate(store, { clientId: bare });
  expect(keyFigures[0]).toMatchObject({ label: "Score", value: null, text: "Never scored up to this day." });
  expect(markdown).toContain("The score did not move.");
  expect(markdown).toContain("No end of a term after this day is known.");
});
