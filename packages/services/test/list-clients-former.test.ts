import { useTestStore } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { scorePortfolio } from "../src/index.ts";
import { addAccount, cover } from "./fixtures.ts";

const store = useTestStore({ asOf: "2024-06-30" });

/** Three accounts that were all scored in spring; one has left since, one by its contract, one has no terms at all. */
beforeAll(async () => {
  await cover(store, "2023-01-01", "2024-06-30");
  const spring = { endDate: "2024-05-01" };
  await addAccount(store, { customers: [{ clientName: "Gone" }], subscriptions: [spring] });
  await addAccount(store, { customers: [{ clientName: "Moved" }], subscriptions: [spring], contracts: [{}] });
  await addAccount(store, { customers: [{ clientName: "Open" }] });
  await scorePortfolio({ ...store, asOf: "2024-04-15" });
});

async function listed(asOf: string) {
  const { clients } = await store.run("list_clients", { asOf });
  return (clients as { clientName: string; band: string; scoredAsOf: string | null; reasons: string[] }[]).map(
    ({ clientName, band, scoredAsOf, reasons }) => [clientName, band !== "not_scored", scoredAsOf, reasons.length > 0],
  );
}

it("shows the last score of a customer, and none of an account that has left since", async () => {
  expect(await listed("2024-04-30")).toEqual([
    ["Gone", true, "2024-04-15", true],
    ["Moved", true, "2024-04-15", true],
    ["Open", true, "2024-04-15", true],
  ]);
  expect(await listed("2024-06-30")).toEqual([
    ["Gone", false, null, false],
    ["Moved", true, "2024-04-15", true],
    ["Open", true, "2024-04-15", true],
  ]);
});
