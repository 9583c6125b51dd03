import { createHmac } from "node:crypto";
import { addDays } from "@cs/models";
import { build, databaseVariables, useFakeZendesk, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();
const zendesk = useFakeZendesk();
const secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
/** The most that a customer with an open P0 ticket scores: docs/health-scoring.md. */
const cap = 49;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  const long = `${addDays(today, -390)}T00:00:00Z`;
  const solved = { id: 1, status: "closed", priority: "low", organization_id: 1 } as const;
  zendesk.tickets.set(1, { ...solved, created_at: long, updated_at: long });
  // A customer that does well: used on every day, by all its seats, and with a champion.
  const days = Array.from({ length: 90 }, (_, day) => addDays(today, -day));
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "zendesk", [
      build.customer({ externalId: "1", customerSince: addDays(today, -400) }),
    ]);
    const term = { customer: "1", startDate: addDays(today, -400) };
    await tx.facts.write("contracts", "zendesk", [build.contract({ ...term, endDate: addDays(today, 300) })]);
    await tx.facts.write("subscriptions", "zendesk", [build.subscription({ ...term, seats: 1 })]);
    await tx.facts.write("contacts", "zendesk", [build.contact({ customer: "1", roles: ["champion"] })]);
    const usage = days.map((day) =>
      build.usage({ externalId: day, customer: "1", occurredAt: `${day}T00:00:00.000Z`, user: "u" }),
    );
    await tx.facts.write("usage", "zendesk", usage);
    for (const kind of ["usage", "subscriptions", "contracts", "contacts"] as const) {
      await tx.facts.extendCoverage({ source: "zendesk", kind, from: addDays(today, -400), to: today });
    }
  });
});

interface Scores {
  readonly results: readonly { readonly score: number; readonly capsFired: readonly { readonly maximum: number }[] }[];
}

it("an urgent ticket that a signed webhook tells of caps the health score and stands in the timeline", async () => {
  const env = {
    ...databaseVariables(store.urls),
    ...zendesk.settings,
    ZENDESK_WEBHOOK_SECRET: secret,
    LOG_LEVEL: "info",
  };
  expect((await bench.run("cs", ["sync", "zendesk"], env)).code).toBe(0);
  const program = bench.start("cs", ["start", "--no-demo", "--port", "0"], env);
  await program.printed("stderr", /Serving MCP at http\S+,/);
  const url = /Serving MCP at (http\S+),/.exec(program.stderr())?.[1] ?? "";
  const { client } = await bench.connectHttp(url);
  const [account] = await store.persistence.read(store.tenantId, async (tx) => tx.accounts.idsAfter(null, 1));
  const ask = async (name: string, input: object) =>
    (await client.callTool({ name, arguments: { ...input, responseFormat: "detailed" } })).structuredContent;
  const score = async () =>
    ((await ask("calculate_health_score", { clientIds: [account] })) as unknown as Scores).results[0];
  const before = await score();
  expect(before).toMatchObject({ capsFired: [] });
  expect(before?.score).toBeGreaterThan(cap);

  const at = new Date().toISOString();
  const body = JSON.stringify({
    ...{ id: "e-1", type: "zen:event-type:ticket.created", time: at, subject: "zen:ticket:35436" },
    detail: {
      ...{ id: "35436", subject: "Everything is down", status: "NEW", priority: "URGENT", organization_id: "1" },
      ...{ created_at: at, updated_at: at },
    },
  });
  const answer = await fetch(new URL("/webhooks/zendesk", url), {
    method: "POST",
    body,
    headers: {
      "x-zendesk-webhook-signature": createHmac("sha256", secret).update(at).update(body).digest("base64"),
      "x-zendesk-webhook-signature-timestamp": at,
    },
  });
  expect(answer.status).toBe(200);

  expect(await score()).toMatchObject({ score: cap, capsFired: [{ maximum: cap }] });
  const timeline = JSON.stringify(await ask("get_client_timeline", { clientId: account }));
  expect(timeline).toContain("P0 ticket created");
  expect(timeline).toContain("Everything is down");
  expect(program.stderr()).toMatch(/"vendor":"zendesk","status":200,.*"answered a webhook"/);
  expect(program.stderr()).not.toContain("Everything is down");
  program.child.kill("SIGTERM");
  expect(await program.ended).toMatchObject({ code: 0 });
});
