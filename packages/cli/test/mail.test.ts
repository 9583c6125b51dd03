import {
  build,
  databaseVariables,
  type RunningProgram,
  until,
  useMailServer,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const store = useTestStore({ asOf: "2024-06-30" });
const bench = useWorkbench();
const server = useMailServer();
let env: Record<string, string>;
const workers: RunningProgram[] = [];

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), ...server.settings, CS_AS_OF: "2024-06-30" };
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "crm", [build.customer()]);
    const people = ["ann", "bob", "cid"].map((name) =>
      build.contact({ externalId: name, fullName: "Kim Lee", email: `${name}@a.example` }),
    );
    await tx.facts.write("contacts", "crm", people);
  });
});
beforeEach(() => {
  server.posted.length = 0;
  server.reply = "take";
});
afterEach(async () => {
  for (const { child, ended } of workers.splice(0)) {
    child.kill("SIGTERM");
    await ended;
  }
});

interface Answer {
  readonly confirmation?: { readonly state: string; readonly question: string; readonly token: string };
  readonly batchId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly recipients: readonly { readonly email: string; readonly state: string; readonly reason: string | null }[];
}
const cs = async (...args: string[]) => {
  const { code, stdout, stderr } = await bench.run("cs", ["mail", ...args], env);
  return { code, stdout, stderr };
};
const message = { subject: "Hello {{contact.firstName}}", body: "All is well", category: "marketing" };
const startWorker = () => {
  const worker = bench.start("cs", ["worker"], env);
  workers.push(worker);
  return worker;
};

describe("cs mail", () => {
  it("notes consent and suppressions, shows what an address may be sent, and lifts what it noted", async () => {
    expect(await cs("consent", "Ann@a.example", "bob@a.example", "--source", "sign-up form")).toMatchObject({
      code: 0,
    });
    expect(await cs("suppress", "bob@a.example", "--scope", "marketing", "--reason", "asked by phone")).toMatchObject({
      code: 0,
    });
    const { stdout } = await cs("show", "ann@a.example", "bob@a.example", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      permissions: [
        { address: "ann@a.example", suppressions: [], consents: { marketing: true } },
        { address: "bob@a.example", suppressions: [{ scope: "marketing", reason: "request" }] },
      ],
    });
    const lift = ["unsuppress", "bob@a.example", "--scope", "marketing", "--reason", "called again"];
    expect(await cs(...lift)).toMatchObject({ code: 0 });
    expect(await cs(...lift)).toMatchObject({ code: 1, stderr: expect.stringContaining("has no suppression") });
    expect(await cs("consent", "bob@a.example", "--source", "reply", "--withdraw")).toMatchObject({ code: 0 });
    expect((await cs("show", "bob@a.example")).stdout).toMatch(/none +may be sent +may be sent +consent to marketing/);
    expect(await cs("suppress", "nobody", "--reason", "r")).toMatchObject({ code: 1 });
    const audited = await store.query("SELECT FROM cs.audit_entries WHERE changes::text || reason LIKE '%a.example%'");
    expect(audited).toEqual([]);
  });
});

describe("mail by the tool and a worker", () => {
  it("is not sent twice when the worker is killed between the request and its word of it", async () => {
    server.reply = "hang";
    const sent = await store.persistence.write(store.tenantId, async (tx) => {
      const [clientId = ""] = await tx.accounts.idsAfter(null, 1);
      const about = { messageId: "msg_killed", batchId: "mb_killed", clientId, contactSource: "crm", contactId: "ann" };
      const texts = { subject: "s", body: "b", templateName: null, templateVersion: null };
      const sending = { state: "accepted", reason: null, sendAt: new Date().toISOString(), author: "ann" } as const;
      await tx.messages.add([{ ...about, ...texts, ...sending, address: "ann@a.example", category: "lifecycle" }]);
      const { messageId } = about;
      await tx.outbox.add({ destination: "mail", key: messageId, type: "mail.send", payload: { messageId } });
      return messageId;
    });
    const victim = startWorker();
    await until(() => server.posted.length === 1);
    victim.child.kill("SIGKILL");
    expect(await victim.ended).toMatchObject({ signal: "SIGKILL" });
    server.reply = "take";
    // What the dead worker took is due again now, and not in a minute.
    await store.query("UPDATE cs.outbox SET next_attempt_at = now() WHERE key = $1", [sent]);
    startWorker();
    const state = async () => (await store.persistence.read(store.tenantId, (tx) => tx.messages.get(sent))).state;
    await until(async () => (await state()) !== "accepted");
    expect(await store.persistence.read(store.tenantId, (tx) => tx.messages.get(sent))).toMatchObject({
      state: "unknown",
      reason: "it may have been sent: the process that sent it died",
    });
    expect(server.posted).toHaveLength(1);
  });

  it("goes to those who may be written to, and the answer says of each what became of it", async () => {
    const connection = await bench.connect(env);
    const emails = ["ann@a.example", "bob@a.example", "cid@a.example"];
    const call = (input: object) => connection.call<Answer>("send_personalized_email", input);
    await call({ action: "suppress", emails: ["cid@a.example"], reason: "asked by chat" });
    const input = { action: "send", ...message, emails, idempotencyKey: "mail-of-a-test" };
    const stored = async () => (await store.query("SELECT FROM cs.messages")).length;
    const before = await stored();
    const { confirmation, ...shown } = await call(input);
    expect(shown.counts).toEqual({ accepted: 1, suppressed: 2 });
    expect(confirmation).toMatchObject({ state: "needed", question: "Send 1 e-mail? 2 of 3 recipients get none." });
    expect(await stored()).toBe(before);
    const confirmationToken = confirmation?.token;
    const { batchId, counts, recipients } = await call({ ...input, confirmationToken });
    // Without a token too: what was done is answered again.
    expect(await call(input)).toMatchObject({ batchId });
    expect(counts).toEqual({ accepted: 1, suppressed: 2 });
    expect(recipients).toMatchObject([
      { email: "bob@a.example", state: "suppressed", reason: "consent to marketing messages was withdrawn" },
      { email: "cid@a.example", state: "suppressed", reason: "the address was suppressed by request" },
      { email: "ann@a.example", state: "accepted", reason: null },
    ]);
    await until(async () => (await call({ action: "status", batchId })).counts["sent"] === 1);
    expect(server.posted).toMatchObject([
      { subject: "Hello Kim", personalizations: [{ to: [{ email: "ann@a.example" }] }] },
    ]);
  });
});
