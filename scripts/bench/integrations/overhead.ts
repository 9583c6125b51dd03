import { createZendesk } from "@cs/integrations/zendesk";
import { Agent, request } from "undici";
import { medianOf, quantileOf, report } from "../report.ts";

const warmUp = 500;
const rounds = 5000;

type Call = () => Promise<unknown>;

/** What a call of an adapter takes above the same request without an adapter, one after the other by turns. */
export async function measureOverhead(url: string): Promise<void> {
  const zendesk = createZendesk({
    subdomain: "example",
    baseUrl: url,
    credentials: { kind: "api_token", email: "agent@example.com", token: "t0ken" },
    onCall: () => {},
  });
  const dispatcher = new Agent();
  const headers = { authorization: "Basic eDp5", accept: "application/json", "content-type": "application/json" };
  const bare = async (method: "GET" | "POST", path: string, body?: object) => {
    const options = { dispatcher, method, headers, body: body ? JSON.stringify(body) : null };
    const answer = await request(`${url}${path}`, options);
    return answer.body.json();
  };
  const ticket = { subject: "Export fails", body: "Since Monday.", idempotencyKey: "key-1" };
  await compare("getTicket", {
    ours: () => zendesk.getTicket("7"),
    bare: () => bare("GET", "/api/v2/tickets/7"),
  });
  await compare("createTicket", {
    ours: () => zendesk.createTicket({ ...ticket, priority: "P1" }),
    bare: () =>
      bare("POST", "/api/v2/tickets", { ticket: { subject: ticket.subject, comment: { body: ticket.body } } }),
  });
  await Promise.all([zendesk.close(), dispatcher.close()]);
}

async function compare(name: string, calls: Readonly<Record<"ours" | "bare", Call>>): Promise<void> {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    // Each is first as often as the other.
    for (const each of round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const)) {
      const started = performance.now();
      await calls[each]();
      if (round >= warmUp) times[each].push(performance.now() - started);
    }
  }
  const [ours, bare] = [medianOf(times.ours), medianOf(times.bare)];
  report(`${name}: a bare request, p50`, `${bare.toFixed(3)} ms`);
  report(`${name}: through the adapter, p50`, `${ours.toFixed(3)} ms`, {
    of: ours,
    to: bare,
    label: "the bare request",
  });
  report(`${name}: above the bare request, p50`, `${(ours - bare).toFixed(3)} ms`);
  report(
    `${name}: above the bare request, p95`,
    `${(quantileOf(times.ours, 0.95) - quantileOf(times.bare, 0.95)).toFixed(3)} ms`,
  );
}
