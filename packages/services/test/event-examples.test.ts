import { readFile } from "node:fs/promises";
import { churnRiskIdentifiedEventSchema } from "@cs/models";
import { repositoryFolder, useTestStore } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { acceptEvent } from "../src/index.ts";

const store = useTestStore();
let examples: unknown[];
beforeAll(async () => {
  const page = await readFile(`${repositoryFolder}docs/events.md`, "utf8");
  examples = [...page.matchAll(/```json\n(.+?)```/gs)].map(([, json = ""]) => JSON.parse(json));
});

it("the example of deal.closed in docs/events.md is accepted", async () => {
  expect(await acceptEvent(store, examples[0])).toMatchObject({
    status: "accepted",
    outcome: { account: "registered", contract: "inserted" },
  });
});

it("the example of churn.risk_identified in docs/events.md follows its contract", () => {
  expect(churnRiskIdentifiedEventSchema.parse(examples[1])).toEqual(examples[1]);
  expect(examples).toHaveLength(2);
});
