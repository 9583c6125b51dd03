import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

interface Contact {
  readonly id: string;
  state: "active" | "archived" | "deleted";
  role: string;
  external_id: string | null;
  email?: string;
  name: string | null;
  readonly tags: Set<string>;
}

type Body = Readonly<Record<string, unknown>>;
type Answer = readonly [status: number, body?: unknown];

/** What Intercom would keep, and the numbers of what it was asked. */
export interface FakeIntercom {
  readonly url: string;
  readonly contacts: Map<string, Contact>;
  /** Names of tags by id. */
  readonly tags: Map<string, string>;
  readonly messages: Body[];
  readonly notes: Body[];
  readonly events: Map<string, Body>;
  /** Methods and paths, in order. */
  readonly requests: string[];
  /** Called before each request is answered. */
  onRequest: (request: string) => void;
  /** How many of the next requests are done and then not answered: their connections break. */
  breaks: number;
  close(): void;
}

export const fakeToken = "t0ken";
export const fakeAdmin = 394051;
const now = 1_767_323_045;

/** Intercom as far as the adapter uses it: contacts with conflicts, archives and deletions, tags, messages, notes, events. */
export async function openFakeIntercom(): Promise<FakeIntercom> {
  const fake: Omit<FakeIntercom, "url" | "close"> = {
    contacts: new Map(),
    tags: new Map(),
    messages: [],
    notes: [],
    events: new Map(),
    requests: [],
    onRequest: () => {},
    breaks: 0,
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const asked = `${request.method} ${request.url}`;
    fake.requests.push(asked);
    fake.onRequest(asked);
    const [status, answer] = await reply(fake, request, asked, body);
    fake.breaks -= 1;
    if (fake.breaks >= 0) return request.socket.resetAndDestroy();
    response.writeHead(status, answer === undefined ? {} : { "content-type": "application/json" });
    response.end(answer === undefined ? "" : JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
}

async function reply(
  fake: Omit<FakeIntercom, "url" | "close">,
  { headers }: IncomingMessage,
  asked: string,
  body: Body,
) {
  if (headers.authorization !== `Bearer ${fakeToken}`) return error(401, "unauthorized", "Access Token Invalid");
  if (headers["intercom-version"] !== "2.14") return error(400, "intercom_version_invalid", "Unknown version");
  const [, contactId, part] = /^\w+ \/contacts\/([^/]+)(?:\/(\w+))?$/.exec(asked) ?? [];
  if (asked === "GET /me") return admin;
  if (asked === "POST /contacts") return createContact(fake, body);
  if (asked === "POST /messages") return createMessage(fake, body);
  if (asked === "POST /events") return createEvent(fake, body);
  if (asked === "POST /tags") return createTag(fake, body);
  const externalId = /^GET \/contacts\/find_by_external_id\/(.+)$/.exec(asked)?.[1];
  const contact =
    externalId === undefined
      ? active(fake, (each) => each.id === contactId)
      : active(fake, (each) => each.external_id === decodeURIComponent(externalId));
  if (!contact) return error(404, "not_found", "User Not Found");
  if (part === "notes") return createNote(fake, contact, body);
  if (part === "tags") return addTag(fake, contact, body);
  if (asked.startsWith("PUT ")) Object.assign(contact, body);
  return [200, contactOnWire(contact)] as const;
}

const admin: Answer = [
  200,
  {
    type: "admin",
    id: String(fakeAdmin),
    name: "Ada",
    email: "ada@example.com",
    app: { type: "app", id_code: "a1", name: "Example", created_at: now, secure: false, region: "US" },
  },
];

/** Looks first and creates a moment later, so that two requests at the same time can both create. */
async function createContact({ contacts }: Pick<FakeIntercom, "contacts">, body: Body): Promise<Answer> {
  const { external_id = null, email, name = null, role = "user" } = body as Partial<Contact>;
  const same = [...contacts.values()].find((each) => external_id !== null && each.external_id === external_id);
  if (same) {
    const who = same.state === "active" ? "A contact" : "An archived contact";
    return error(409, "conflict", `${who} matching those details already exists with id=${same.id}`);
  }
  await sleep(5);
  const id = (contacts.size + 1).toString(16).padStart(24, "6");
  const created: Contact = { id, state: "active", role, external_id, ...(email && { email }), name, tags: new Set() };
  contacts.set(id, created);
  return [200, contactOnWire(created)];
}

function createMessage({ messages, ...fake }: Pick<FakeIntercom, "messages" | "contacts">, body: Body): Answer {
  const { from, to } = body as { readonly from?: { readonly id: unknown }; readonly to?: { readonly id: unknown } };
  if (!body["body"]) return error(400, "parameter_invalid", "Body is required");
  if (body["message_type"] === "email" && !body["subject"]) return error(422, "parameter_not_found", "No subject");
  if (from?.id !== fakeAdmin) return error(403, "forbidden", "Not an admin of this workspace");
  if (!active(fake, ({ id }) => id === to?.id)) return error(404, "not_found", "User Not Found");
  messages.push(body);
  const { subject, body: text, message_type } = body;
  return [200, { type: "admin_message", id: `${messages.length}`, created_at: now, subject, body: text, message_type }];
}

function createNote({ notes }: Pick<FakeIntercom, "notes">, { id }: Contact, body: Body): Answer {
  notes.push(body);
  return [200, { type: "note", id: `${notes.length}`, created_at: now, contact: { type: "contact", id }, ...body }];
}

/** Names are the same in whatever case. */
function createTag({ tags }: Pick<FakeIntercom, "tags">, { name }: Body): Answer {
  if (typeof name !== "string") return error(400, "parameter_invalid", "invalid tag parameters");
  const found = [...tags].find(([, known]) => known.toLowerCase() === name.toLowerCase())?.[0];
  const id = found ?? `${tags.size + 100}`;
  if (!found) tags.set(id, name);
  return [200, { type: "tag", id, name: tags.get(id) }];
}

function addTag({ tags }: Pick<FakeIntercom, "tags">, contact: Contact, { id }: Body): Answer {
  if (!tags.has(String(id))) return error(404, "not_found", "Resource Not Found");
  contact.tags.add(String(id));
  return [200, { type: "tag", id, name: tags.get(String(id)), applied_at: now }];
}

/** One name, contact and second is one event, and that is no error. */
function createEvent({ events, ...fake }: Pick<FakeIntercom, "events" | "contacts">, body: Body): Answer {
  const contact = active(fake, (each) => each.id === body["id"] || each.external_id === body["user_id"]);
  if (!contact) return error(404, "not_found", "User Not Found");
  events.set([contact.id, body["event_name"], body["created_at"]].join(), body);
  return [202];
}

function active({ contacts }: Pick<FakeIntercom, "contacts">, is: (contact: Contact) => boolean): Contact | undefined {
  return [...contacts.values()].find((contact) => contact.state === "active" && is(contact));
}

function contactOnWire({ state: _, tags, ...contact }: Contact) {
  const data = [...tags].map((id) => ({ type: "tag", id, url: `/tags/${id}` }));
  const list = { type: "list", data, url: `/contacts/${contact.id}/tags`, total_count: data.length, has_more: false };
  return { type: "contact", ...contact, created_at: now, updated_at: now, last_seen_at: null, tags: list };
}

function error(status: number, code: string, message: string): Answer {
  return [status, { type: "error.list", request_id: randomUUID(), errors: [{ code, message }] }];
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}
