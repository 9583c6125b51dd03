import type { SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
const names = ["stays", "ends", "lost", "returns", "later"];

const term = (customer: string, startDate: string, endDate: string | null, externalId = customer) =>
  build.subscription({ customer, externalId, startDate, endDate, arr: 1000, currency: "USD" });
const loss = (customer: string, effectiveDate: string, type: SourceFact<"churnEvents">["type"]) =>
  build.churnEvent({
    ...{ customer, externalId: `${customer}-${effectiveDate}`, effectiveDate, type },
    ...{ noticeDate: null, decisionDate: null },
  });

beforeAll(async () => {
  await deliver(store.persistence, {
    customers: names.map((externalId) => build.customer({ externalId, segment: "smb" })),
    subscriptions: [
      term("stays", "2021-03-01", "2022-03-01"),
      term("stays", "2022-03-01", null, "stays-2"),
      term("stays", "2023-03-01", null, "stays-add-on"),
      term("ends", "2021-01-01", "2023-01-01"),
      term("lost", "2021-01-01", null),
      term("returns", "2020-01-01", null),
      term("returns", "2022-06-01", null, "returns-2"),
      term("later", "2025-01-01", null),
    ],
    churnEvents: [
      loss("stays", "2023-06-01", "seat_reduction"),
      loss("lost", "2023-02-15", "involuntary"),
      loss("returns", "2021-12-01", "full"),
    ],
  });
});

const tenuresOn = async (asOf: string) => {
  const ids = new Map<string, string>();
  for (const name of names) ids.set(await clientIdOf(store.persistence, name), name);
  const rows = await store.persistence.read("default", (tx) => tx.queries.tenures(asOf));
  return Object.fromEntries(
    rows.map((row) => [ids.get(row.clientId), [row.startedOn, row.endedOn, row.arrByCurrency]]),
  );
};

it("runs from the first term to the end of all terms, or to a loss that no term follows", async () => {
  expect(await tenuresOn("2024-06-30")).toEqual({
    stays: ["2021-03-01", null, { USD: 2000 }],
    ends: ["2021-01-01", "2023-01-01", {}],
    lost: ["2021-01-01", "2023-02-15", { USD: 1000 }],
    returns: ["2020-01-01", null, { USD: 2000 }],
  });
});

it("has not ended before its last day", async () => {
  expect(await tenuresOn("2022-12-31")).toMatchObject({
    stays: ["2021-03-01", null, { USD: 1000 }],
    ends: ["2021-01-01", null, { USD: 1000 }],
    lost: ["2021-01-01", null, { USD: 1000 }],
  });
});
