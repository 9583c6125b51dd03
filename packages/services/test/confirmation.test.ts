import { createPersistence, type Persistence } from "@cs/persistence";
import { useTestStore } from "@cs/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { applyRetention, type Call, createExecutor, localPrincipal } from "../src/index.ts";
import { defineOperation } from "../src/operation/define-operation.ts";

const store = useTestStore();

/** Reaches people: the audit log stands for those who were told. */
const tell = defineOperation({
  name: "tell_people",
  title: "Tell people",
  description: "Tells people.",
  category: "core",
  effect: "outward",
  input: z.strictObject({ text: z.string() }),
  output: z.strictObject({ told: z.string() }),
  question: ({ told }) => `Tell ${told}?`,
  async run({ text }, { tx, actor, requestId }) {
    await tx.audit.add({ actor, operation: `told ${text}`, clientId: null, requestId, reason: null, changes: [] });
    return { told: text };
  },
});

interface Answer {
  readonly told: string;
  readonly confirmation?: { readonly state: string; readonly token: string; readonly expiresAt: string };
}

const ann: Call = { ...localPrincipal("default"), actor: "user:ann" };
const executorOver = (persistence: Persistence) => createExecutor({ persistence, operations: [tell] });
const call = (input: object, by = ann) =>
  executorOver(store.persistence).execute("tell_people", input, by) as Promise<Answer & object>;
const told = async () =>
  (await store.query<{ operation: string }>("SELECT operation FROM cs.audit_entries ORDER BY occurred_at")).map(
    ({ operation }) => operation,
  );
const tokenFor = async (input: object) => (await call(input)).confirmation?.token ?? "";
const refused = { code: "invalid_input", field: "confirmationToken" };

beforeEach(async () => {
  // The audit log and its table are append-only for the application.
  await store.query("DELETE FROM cs.audit_entries");
  await store.query("DELETE FROM cs.confirmations");
});

describe("a call that reaches people", () => {
  it("is shown first and does nothing", async () => {
    expect(await call({ text: "all" })).toEqual({
      told: "all",
      confirmation: {
        state: "needed",
        question: "Tell all?",
        token: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: expect.any(String),
      },
    });
    expect(await told()).toEqual([]);
  });

  it("is done with the token of its preview, once", async () => {
    const confirmationToken = await tokenFor({ text: "all" });
    expect(await call({ text: "all", confirmationToken })).toEqual({ told: "all" });
    expect(await told()).toEqual(["told all"]);
    await expect(call({ text: "all", confirmationToken })).rejects.toMatchObject(refused);
    expect(await told()).toEqual(["told all"]);
  });

  it("is done once by many who have the token at the same time", async () => {
    const confirmationToken = await tokenFor({ text: "all" });
    const race = await Promise.allSettled(Array.from({ length: 20 }, () => call({ text: "all", confirmationToken })));
    expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await told()).toEqual(["told all"]);
  });

  it.each([
    ["other arguments", () => [{ text: "one" }, ann] as const],
    ["another caller", () => [{ text: "all" }, { ...ann, actor: "user:bob" }] as const],
  ])("is not done with its token for %s", async (_, other) => {
    const confirmationToken = await tokenFor({ text: "all" });
    const [input, by] = other();
    await expect(call({ ...input, confirmationToken }, by)).rejects.toMatchObject(refused);
    expect(await told()).toEqual([]);
  });

  it("is not done with its token of another tenant, with one that is too old, or with one that is none", async () => {
    await store.persistence.write("bravo", (tx) =>
      tx.tenants.ensure({ name: "bravo", timeZone: "UTC", reportingCurrency: "USD" }),
    );
    const confirmationToken = await tokenFor({ text: "all" });
    const theirs = { ...ann, tenantId: "bravo" };
    await expect(call({ text: "all", confirmationToken }, theirs)).rejects.toMatchObject(refused);
    await store.query("UPDATE cs.confirmations SET expires_at = now()");
    await expect(call({ text: "all", confirmationToken })).rejects.toMatchObject(refused);
    await expect(call({ text: "all", confirmationToken: "x" })).rejects.toMatchObject(refused);
    expect(await told()).toEqual([]);
  });

  it("that was done with a key is answered again, without a token and with a used one", async () => {
    const input = { text: "all", idempotencyKey: "key-of-ann" };
    const confirmationToken = await tokenFor(input);
    const first = await call({ ...input, confirmationToken });
    expect(await call({ ...input, confirmationToken })).toEqual(first);
    expect(await call(input)).toEqual(first);
    expect(await told()).toEqual(["told all"]);
  });

  it("is done when the person who is asked agrees, and not when they do not", async () => {
    const questions: string[] = [];
    const asked = (said: "yes" | "no"): Call => ({
      ...ann,
      async ask(question) {
        questions.push(question);
        return said;
      },
    });
    expect(await call({ text: "all" }, asked("no"))).toEqual({
      told: "all",
      confirmation: { state: "declined", question: "Tell all?", token: null, expiresAt: null },
    });
    expect(await told()).toEqual([]);
    expect(await call({ text: "all" }, asked("yes"))).toEqual({ told: "all" });
    expect(await told()).toEqual(["told all"]);
    expect(questions).toEqual(["Tell all?", "Tell all?"]);
  });

  it("waits for a person without a transaction", async () => {
    const persistence = createPersistence({ url: store.urls.applicationUrl, size: 1 });
    const ask = async () => {
      await persistence.read(store.tenantId, (tx) => tx.tenants.get());
      return "yes" as const;
    };
    expect(await executorOver(persistence).execute("tell_people", { text: "all" }, { ...ann, ask })).toEqual({
      told: "all",
    });
    await persistence.close();
  });

  it("is refused where nothing may be written, its preview too", async () => {
    await expect(call({ text: "all" }, { ...ann, readOnly: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(call({ text: "all" }, { ...ann, scopes: ["cs:read"] })).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("tokens that nobody used are removed", async () => {
  await tokenFor({ text: "all" });
  const retain = () =>
    applyRetention({ ...store, actor: "worker", auditLogRetentionDays: 90, now: new Date() }).then(
      ({ confirmations }) => confirmations,
    );
  expect(await retain()).toBe(0);
  await store.query("UPDATE cs.confirmations SET expires_at = now() - interval '1 second'");
  expect(await retain()).toBe(1);
});
