import { type FakeTicket, useFakeZendesk } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { createZendesk, type Zendesk } from "../src/zendesk/index.ts";
import { describeContract } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

const at = "2026-01-02T03:04:05Z";
const ticket = (id: number, part: Partial<FakeTicket> = {}): FakeTicket => ({
  ...{ id, subject: "Export fails", status: "open", priority: "urgent", requester_id: 11, organization_id: 1 },
  ...{ created_at: at, updated_at: at },
  ...part,
});

describeContract("the Zendesk of tests answers as Zendesk's description says", () => {
  const fake = useFakeZendesk();
  const proxy = usePrismProxy("zendesk/support.patched.json", () => fake.url);
  let zendesk: Zendesk;
  beforeAll(() => {
    for (let id = 1; id <= 3; id += 1) fake.tickets.set(id, ticket(id));
    fake.tickets.set(4, ticket(4, { external_id: "tkt_1", status: "hold" }));
    fake.metrics.set(1, { ticket_id: 1, solved_at: null, reply_time_in_minutes: { calendar: 3 } });
    fake.addresses.set(11, "ada@example.com");
    const credentials = { kind: "api_token", email: "agent@example.com", token: "t0ken-of-ada" } as const;
    zendesk = createZendesk({ subdomain: "example", baseUrl: proxy.url, credentials, firstRetryMs: 1 });
  });

  const calls: readonly [string, (to: Zendesk) => Promise<unknown>, unknown][] = [
    ["countTickets", (to) => to.countTickets(`updated>=${at}`), 4],
    ["searchTickets", (to) => to.searchTickets(`updated>=${at}`), { tickets: { length: 4 }, cursor: null }],
    [
      "getTickets",
      (to) => to.getTickets(["1", "4", "404"]),
      [
        { id: "1", priority: "P0" },
        { id: "4", status: "on_hold" },
      ],
    ],
    ["getUsers", (to) => to.getUsers(["11", "404"]), [{ id: "11", email: "ada@example.com" }]],
  ];

  it.each(calls)("%s", async (_, send, value) => {
    expect(await send(zendesk)).toMatchObject({ outcome: "done", value });
    expect(proxy.violations).toEqual([]);
  });
});
