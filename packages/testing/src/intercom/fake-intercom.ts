import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";

/** A contact as Intercom keeps it, in its own words; times in seconds. */
export interface FakeContact {
  readonly id: string;
  readonly role: "user" | "lead";
  readonly name: string | null;
  readonly email?: string;
  readonly external_id?: string | null;
  readonly updated_at: number;
  /** Intercom's ids of its companies. */
  readonly companies: readonly string[];
  readonly unsubscribed_from_emails?: boolean;
}

export interface FakeContacts {
  readonly url: string;
  /** The settings with which the product uses it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly contacts: Map<string, FakeContact>;
  /** What companies are known as to the product, by Intercom's ids. */
  readonly companies: Map<string, string>;
  /** Method, path and query of the calls so far. */
  readonly calls: string[];
  /** The header with which Intercom signs a body. */
  sign(body: string): Readonly<Record<string, string>>;
}

const token = "t0ken-of-ada";
const secret = "s3cr3t-of-the-app";
const daySeconds = 86_400;

/** A small Intercom for all tests of a file: it searches, pages and shows as Intercom's documentation says, in UTC. */
export function useFakeIntercom(): FakeContacts {
  const state = {
    url: "",
    settings: {} as Record<string, string>,
    contacts: new Map<string, FakeContact>(),
    companies: new Map<string, string>(),
    calls: [] as string[],
    sign: (body: string) => ({ "x-hub-signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}` }),
  };
  const server = createServer(async (request, response) => {
    state.calls.push(`${request.method} ${request.url}`);
    const { status, body } = await answerTo(state, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.settings = {
      INTERCOM_ACCESS_TOKEN: token,
      INTERCOM_ADMIN_ID: "394051",
      INTERCOM_CLIENT_SECRET: secret,
      INTERCOM_BASE_URL: state.url,
    };
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return state;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function answerTo(intercom: FakeContacts, request: IncomingMessage): Promise<Answer> {
  const { headers, method } = request;
  if (headers.authorization !== `Bearer ${token}` || headers["intercom-version"] !== "2.14")
    return error(401, "unauthorized");
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (`${method} ${pathname}` === "POST /contacts/search") return searchPage(intercom, (await json(request)) as Search);
  const [, kind, id = "", part] = /^\/(contacts|companies)\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (kind === "companies" && intercom.companies.has(id)) return { status: 200, body: companyOf(intercom, id) };
  const contact = intercom.contacts.get(id);
  if (part === "companies" && contact) return companiesPage(intercom, contact, searchParams);
  return error(404, "not_found");
}

interface Search {
  readonly query: { readonly field: string; readonly operator: string; readonly value: number };
  readonly sort: { readonly field: string; readonly order: string };
  readonly pagination: { readonly per_page: number; readonly starting_after?: string };
}

/** Times are taken for their day, and `>` begins with the day after it. */
function searchPage({ contacts }: FakeContacts, { query, sort, pagination }: Search): Answer {
  const { per_page: size, starting_after: cursor } = pagination;
  const isKnown = query.field === "updated_at" && query.operator === ">" && sort.order === "ascending";
  if (!isKnown || sort.field !== "updated_at" || size > 150) return error(400, "parameter_invalid");
  const from = query.value === 0 ? 0 : (Math.floor(query.value / daySeconds) + 1) * daySeconds;
  const place = ({ updated_at: at, id }: FakeContact) => `${String(at).padStart(12, "0")} ${id}`;
  const found = [...contacts.values()]
    .filter(({ updated_at: at }) => at >= from)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const after = cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString();
  const rest = found.filter((contact) => place(contact) > after);
  const data = rest.slice(0, size);
  const last = data.at(-1);
  const next =
    last && rest.length > size
      ? { per_page: size, starting_after: Buffer.from(place(last)).toString("base64url") }
      : undefined;
  const pages = {
    type: "pages",
    page: 1,
    per_page: size,
    total_pages: Math.ceil(found.length / size),
    ...(next && { next }),
  };
  return { status: 200, body: { type: "list", data: data.map(contactOf), total_count: found.length, pages } };
}

/** A contact names ten of its companies at most. */
function contactOf({ companies, ...contact }: FakeContact): object {
  const data = companies.slice(0, 10).map((id) => ({ type: "company", id, url: `/companies/${id}` }));
  return {
    ...{ type: "contact", created_at: contact.updated_at, ...contact },
    companies: {
      ...{ type: "list", data, url: `/contacts/${contact.id}/companies` },
      ...{ total_count: companies.length, has_more: companies.length > 10 },
    },
  };
}

function companiesPage(intercom: FakeContacts, { companies }: FakeContact, searchParams: URLSearchParams): Answer {
  const [page, size] = [Number(searchParams.get("page") ?? 1), Number(searchParams.get("per_page") ?? 15)];
  const data = companies.slice((page - 1) * size, page * size).map((id) => companyOf(intercom, id));
  const pages = { type: "pages", page, per_page: size, total_pages: Math.ceil(companies.length / size) };
  return { status: 200, body: { type: "list", data, total_count: companies.length, pages } };
}

function companyOf({ companies }: FakeContacts, id: string): object {
  return { type: "company", id, company_id: companies.get(id), name: `Company ${id}` };
}

function error(status: number, code: string): Answer {
  const request_id = "b68959ea-6328-4f70-83cb-e7913dba1542";
  return { status, body: { type: "error.list", request_id, errors: [{ code, message: code }] } };
}
