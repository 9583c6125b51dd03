import { operations } from "@cs/services";
import { expect, it } from "vitest";
import { z } from "zod";
import { detailPaths } from "./detail-paths.ts";
import { schemaRows } from "./schema-rows.ts";

const text = { type: "string" };
const health = { type: "object", properties: { score: { anyOf: [{ type: "number" }, { type: "null" }] } } };
const schema = {
  type: "object",
  properties: {
    health: { anyOf: [{ ...health, required: ["score"] }, { type: "null" }] },
    contacts: {
      type: "array",
      items: { type: "object", properties: { name: { ...text, description: "First | last." } } },
    },
    format: { ...text, enum: ["a", "b"] },
  },
  required: ["health", "contacts"],
};

it("the fields of a schema come with those inside of them, and where they are", () => {
  const rows = schemaRows(schema).map(({ path, required, type, meaning }) => [path, required, type, meaning]);
  expect(rows).toEqual([
    ["health", true, "object or null", ""],
    ["health.score", true, "number or null", ""],
    ["contacts", true, "list", ""],
    ["contacts[].name", false, "string", "First \\| last."],
    ["format", false, "`a`, `b`", ""],
  ]);
});

it("fields that only a detailed answer shows are found under the same names", () => {
  const timeline = operations.find(({ name }) => name === "get_client_timeline");
  expect(detailPaths(timeline?.output ?? z.unknown())).toEqual([
    "events[].type",
    "events[].occurredAt",
    "events[].customerText",
    "events[].source",
    "events[].sourceRef",
  ]);
});
