import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export const fakeAccount = { projectId: "4711", username: "product.4711", secret: "s3cr3t" } as const;
export const fakeToken = "t0ken";

interface StoredEvent {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What Mixpanel would keep. */
export interface FakeMixpanel {
  readonly url: string;
  /** Each event once: those with the same name, time, user and `$insert_id` are one, the latest. */
  readonly events: Map<string, StoredEvent>;
  readonly profiles: Map<string, Record<string, unknown>>;
  /** How many events came in each request, those that are known already too. */
  readonly batches: number[];
  /** How many of the next requests are done and then not answered: their connections break. */
  breaks: number;
  close(): void;
}

/** Mixpanel as far as the adapter uses it: strict imports, tracking, profiles, activity and raw export. */
export async function openFakeMixpanel(): Promise<FakeMixpanel> {
  const fake: Omit<FakeMixpanel, "url" | "close"> = { events: new Map(), profiles: new Map(), batches: [], breaks: 0 };
  const server = createServer(async (request, response) => {
    const { status, body } = await reply(fake, request);
    fake.breaks -= 1;
    if (fake.breaks >= 0) return request.socket.destroy();
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
    response.end(isText ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  });
}

const longestRequest = 2 * 1024 * 1024;
const tooLarge: Answer = {
  status: 413,
  body: { code: 413, error: "request exceeds max limit of 2097152 bytes", status: "Request Entity Too Large" },
};

type State = Omit<FakeMixpanel, "url" | "close">;

async function reply(fake: State, request: IncomingMessage): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://fake");
  const sent = await text(request);
  if (Buffer.byteLength(sent) > longestRequest) return tooLarge;
  switch (`${request.method} ${pathname}`) {
    case "POST /import":
      return mayRead(request, searchParams) ? importEvents(fake, JSON.parse(sent)) : unauthorised;
    case "POST /track":
      return track(fake, JSON.parse(sent));
    case "POST /engage":
      return engage(fake, JSON.parse(sent));
    case "GET /lookup-tables":
      return mayRead(request, searchParams) ? ok({ code: 200, status: "OK", results: [] }) : unauthorised;
    case "GET /api/query/stream/query": {
      const ids = JSON.parse(searchParams.get("distinct_ids") ?? "[]") as string[];
      const events = inRange(fake, searchParams).filter(({ properties }) =>
        ids.includes(String(properties["distinct_id"])),
      );
      return ok({ status: "ok", results: { events: events.map(inSeconds) } });
    }
    case "GET /api/2.0/export": {
      const names = JSON.parse(searchParams.get("event") ?? "null") as string[] | null;
      const events = inRange(fake, searchParams).filter(({ event }) => names?.includes(event) ?? true);
      return ok(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    }
    default:
      return { status: 404, body: { error: "not found" } };
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const unauthorised: Answer = { status: 401, body: { code: 401, error: "Invalid credentials", status: "Unauthorized" } };

function mayRead(request: IncomingMessage, query: URLSearchParams): boolean {
  const { username, secret, projectId } = fakeAccount;
  const expected = `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}`;
  return request.headers.authorization === expected && query.get("project_id") === projectId;
}

/** Takes what is right and refuses the rest, as `strict=1` asks. */
function importEvents(fake: State, events: readonly StoredEvent[]): Answer {
  fake.batches.push(events.length);
  const failed = events.flatMap(({ properties }, index) => {
    const { $insert_id, distinct_id } = properties;
    if (!/^[a-z0-9-]{1,36}$/i.test(String($insert_id)))
      return [{ index, field: "properties.$insert_id", message: "invalid" }];
    if (distinct_id !== "null") return [];
    return [{ index, insert_id: String($insert_id), field: "properties.distinct_id", message: "not a user" }];
  });
  const wrong = new Set(failed.map(({ index }) => index));
  const right = events.filter((_, index) => !wrong.has(index));
  store(fake, right);
  const counted = { num_records_imported: right.length };
  if (failed.length === 0) return ok({ code: 200, ...counted, status: "OK" });
  return {
    status: 400,
    body: { code: 400, ...counted, status: "Bad Request", error: "some data points failed", failed_records: failed },
  };
}

function track(fake: State, events: readonly StoredEvent[]): Answer {
  fake.batches.push(events.length);
  const right = events.filter(({ properties }) => properties["token"] === fakeToken);
  store(fake, right);
  return ok(right.length > 0 ? { status: 1, error: null } : { status: 0, error: "token, missing or empty" });
}

function store(fake: State, events: readonly StoredEvent[]): void {
  for (const { event, properties } of events) {
    const { time, distinct_id, $insert_id } = properties;
    fake.events.set(JSON.stringify([event, time, distinct_id, $insert_id]), { event, properties });
  }
}

function engage(fake: State, changes: readonly Record<string, unknown>[]): Answer {
  const right = changes.filter(({ $token }) => $token === fakeToken);
  for (const { $distinct_id, $set, $add } of right) {
    const profile = fake.profiles.get(String($distinct_id)) ?? {};
    for (const [name, amount] of Object.entries($add ?? {})) profile[name] = Number(profile[name] ?? 0) + amount;
    fake.profiles.set(String($distinct_id), Object.assign(profile, $set));
  }
  return ok(right.length > 0 ? { status: 1, error: null } : { status: 0, error: "token, missing or empty" });
}

function inRange(fake: State, query: URLSearchParams): StoredEvent[] {
  const [from, to] = [String(query.get("from_date")), String(query.get("to_date"))];
  const dayOf = ({ properties }: StoredEvent) => new Date(Number(properties["time"])).toISOString().slice(0, 10);
  return [...fake.events.values()].filter((event) => dayOf(event) >= from && dayOf(event) <= to);
}

/** As the activity of users is told. */
function inSeconds({ event, properties }: StoredEvent): StoredEvent {
  return { event, properties: { ...properties, time: Math.floor(Number(properties["time"]) / 1000) } };
}
