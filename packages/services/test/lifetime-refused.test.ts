import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { addCohort } from "./lifetime-fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const ask = (input: object = {}) =>
  store.run("optimize_customer_lifetime_value", { margin: 0.8, discount: 0.1, ...input });

// Each step adds to what the one before left.
it("says in turn what is missing for a lifetime value", async () => {
  expect(await ask()).toMatchObject({ customers: 0, values: [], reason: "no subscriptions are connected" });

  await cover(store, "2020-01-01", asOf, ["subscriptions"]);
  expect(await ask()).toMatchObject({ reason: "0 renewals were watched, 50 are needed", retention: { renewals: 0 } });

  await addAccount(store, { subscriptions: [{ startDate: "2022-02-01", endDate: null }] });
  expect(await ask()).toMatchObject({ customers: 1, reason: "2 renewals were watched, 50 are needed" });

  await addCohort(store, { startedOn: "2020-03-01", survivors: [20, 18, 17, 16, 16], arr: 1000 });
  const few = { customers: 17, retention: { renewals: 73, lost: 4, alpha: null }, values: [] };
  expect(await ask()).toMatchObject({ ...few, reason: "4 customers were lost at a watched renewal, 5 are needed" });

  await addCohort(store, { startedOn: "2021-03-01", survivors: [5, 4, 4, 4], arr: 1000 });
  expect(await ask()).toMatchObject({ reason: null, retention: { lost: 5 }, values: [{ currency: "USD" }] });
});

it("needs customers at two different renewals", async () => {
  await addCohort(store, { startedOn: "2023-05-01", survivors: [60, 50], arr: 1000, segment: "enterprise" });
  const answer = await ask({ segment: "enterprise" });
  expect(answer).toMatchObject({ reason: "it takes customers at two different renewals", retention: { lost: 10 } });
});
