import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { defineIn, membersIn, segmentsIn } from "./segment-fixtures.ts";

const store = useTestStore({ asOf: "2024-06-30" });
const everybody = {
  any: [
    { fact: "csm", op: "known" },
    { fact: "csm", op: "unknown" },
  ],
};
let segmentId: string;

describe("without an account", () => {
  it("a rule and RFM have no members, and clusters cannot be found", async () => {
    const rule = await segmentsIn(store, { action: "preview", rule: everybody });
    expect(rule.evaluation).toMatchObject({
      customers: 0,
      members: 0,
      undecided: 0,
      groups: [{ accounts: 0, arr: [] }],
    });
    const rfm = await segmentsIn(store, { action: "preview", method: "rfm" });
    expect(rfm.evaluation?.groups.map(({ accounts }) => accounts)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const clusters = { action: "preview", method: "k_means", features: ["arr"], clusters: 2 };
    await expect(segmentsIn(store, clusters)).rejects.toMatchObject({
      code: "invalid_input",
      field: "clusters",
      message: "0 different accounts can be clustered, 2 are needed.",
    });
  });
});

describe("with one account", () => {
  beforeAll(async () => {
    await addAccount(store, { customers: [{ clientName: "Only", csm: "Ann" }] });
    segmentId = await defineIn(store, { name: "Everybody", rule: everybody });
  });

  it("has it as its member", async () => {
    expect(await membersIn(store, { segmentId })).toEqual({ members: ["Only"] });
  });

  it.each([
    ["an unknown fact", { fact: "segmnt", op: "=", value: "smb" }, "rule.fact", 'Did you mean "segment"?'],
    ["a fact like no other", { fact: "weather", op: "=", value: "x" }, "rule.fact", "Facts: segment, lifecycle_stage"],
    ["a word that is none", { all: [{ fact: "segment", op: "=", value: "tiny" }] }, "rule.all[0].value", "enterprise"],
    ["a text for a number", { not: { fact: "arr", op: ">", value: "9" } }, "rule.not.value", null],
    ["a number for a text", { fact: "csm", op: "in", value: ["a", 1] }, "rule.value[1]", null],
    ["an order of texts", { fact: "csm", op: "<", value: "a" }, "rule.op", null],
    ["an unknown operator", { fact: "arr", op: "~", value: 1 }, "rule.op", null],
    ["a value for known", { fact: "arr", op: "known", value: 1 }, "rule.value", "Leave it out."],
    ["a list that is none", { fact: "arr", op: "in", value: 1 }, "rule.value", null],
    ["an empty list", { any: [] }, "rule.any", 'Give {"all": […]}'],
    ["two forms at once", { all: [everybody], not: everybody }, "rule", 'Give {"all": […]}'],
    ["an unknown field", { fact: "arr", op: ">", value: 1, weight: 2 }, "rule", 'Give {"all": […]}'],
    ["no fact", { op: ">" }, "rule", 'Give {"all": […]}'],
    ["a condition that is none", { any: [1] }, "rule.any[0]", 'Give {"all": […]}'],
  ])("refuses a rule with %s, and says where", async (_, rule, field, hint) => {
    await expect(segmentsIn(store, { action: "preview", rule })).rejects.toMatchObject({
      code: "invalid_input",
      field,
      ...(hint !== null && { hint: expect.stringContaining(hint) }),
    });
  });

  it("refuses a rule that is too deep", async () => {
    let rule: object = { fact: "arr", op: "known" };
    for (let depth = 0; depth < 8; depth += 1) rule = { not: rule };
    await expect(segmentsIn(store, { action: "preview", rule })).rejects.toThrow("more than 8 deep");
  });

  it.each([
    ["nothing", {}, "rule"],
    ["a rule with RFM", { method: "rfm", rule: everybody }, "rule"],
    ["features of a rule", { rule: everybody, features: ["arr"] }, "features"],
    ["clusters without features", { method: "k_means", clusters: 2 }, "features"],
    ["features without clusters", { method: "k_means", features: ["arr"] }, "clusters"],
    ["a feature that is a text", { method: "k_means", clusters: 2, features: ["csm"] }, "features[0]"],
    ["a feature twice", { method: "k_means", clusters: 2, features: ["arr", "arr"] }, "features[1]"],
  ])("refuses a definition with %s", async (_, given, field) => {
    await expect(segmentsIn(store, { action: "preview", ...given })).rejects.toMatchObject({
      code: "invalid_input",
      field,
    });
  });

  it.each([
    ["a name that is taken", { action: "define", name: "EVERYBODY", rule: everybody }, "conflict", "name"],
    ["no name", { action: "define", rule: everybody }, "invalid_input", "name"],
    ["no definition", { action: "define", name: "New" }, "invalid_input", "rule"],
    ["an unknown segment", { action: "show", segmentId: "seg_x" }, "not_found", "segmentId"],
    ["another segment's group", { action: "members", group: "champions" }, "invalid_input", "group"],
    ["a broken cursor", { action: "members", cursor: "x" }, "invalid_input", "cursor"],
    ["what belongs to another action", { action: "show", limit: 5 }, "invalid_input", "limit"],
  ])("refuses %s", async (_, input, code, field) => {
    const needsOne = !("rule" in input) && input.action !== "define";
    const given = needsOne ? { segmentId, ...input } : input;
    await expect(segmentsIn(store, given)).rejects.toMatchObject({ code, field });
  });

  it("refuses the cursor of another group or change", async () => {
    await addAccount(store, { customers: [{ clientName: "Other" }] });
    await segmentsIn(store, { action: "evaluate", segmentId });
    const { nextCursor: cursor } = await segmentsIn(store, { action: "members", segmentId, limit: 1 });
    const other = { action: "members", segmentId, limit: 1, change: "entered", cursor };
    await expect(segmentsIn(store, other)).rejects.toMatchObject({ field: "cursor" });
  });

  it("is not evaluated for a day before that of its last evaluation", async () => {
    await store.query("UPDATE cs.segment_evaluations SET result = jsonb_set(result, '{asOf}', '\"2024-07-01\"')");
    await expect(segmentsIn(store, { action: "evaluate", segmentId })).rejects.toMatchObject({
      code: "invalid_input",
      hint: "Use preview with asOf for an earlier day.",
    });
  });
});

describe("who may segment", () => {
  const rule = everybody;

  it("reads without the right to write, and writes only with it", async () => {
    for (const action of ["define", "evaluate"]) {
      const input = action === "define" ? { action, name: "Refused", rule } : { action, segmentId };
      const refused = { code: "forbidden" };
      await expect(store.run("segment_customers", input, { scopes: ["cs:read"] })).rejects.toMatchObject(refused);
      await expect(store.run("segment_customers", input, { readOnly: true })).rejects.toMatchObject({
        ...refused,
        hint: "Its actions that only read: list, show, members, preview.",
      });
    }
    const reading = { scopes: ["cs:read"], readOnly: true } as const;
    for (const input of [{}, { action: "show", segmentId }, { action: "preview", rule }]) {
      await store.run("segment_customers", input, reading);
    }
    expect(await segmentsIn(store, {})).toMatchObject({ total: 1 });
  });

  it("gets the same answer for the same key, and one segment, also at once", async () => {
    const input = { action: "define", name: "Once", rule, idempotencyKey: "segment-once" };
    const answers = await Promise.all([segmentsIn(store, input), segmentsIn(store, input)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await segmentsIn(store, input)).toEqual(answers[0]);
    expect(await store.query("SELECT version FROM cs.segment_versions WHERE name = 'Once'")).toHaveLength(1);
    await expect(segmentsIn(store, { ...input, name: "Twice" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("takes turns with others: evaluations at once follow each other", async () => {
    const { segmentId: own } = (await segmentsIn(store, {})).segments.find(({ name }) => name === "Once") ?? {};
    await addAccount(store, { customers: [{ clientName: "Third" }] });
    const input = { action: "evaluate", segmentId: own };
    const answers = await Promise.all([1, 2, 3].map(() => segmentsIn(store, input)));
    const entered = answers.map(({ evaluation }) => evaluation?.groups[0]?.entered);
    expect(entered.toSorted()).toEqual([0, 0, 1]);
  });
});
