import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";

/** What came as an e-mail, in SendGrid's words. */
export interface PostedMail {
  readonly subject: string;
  readonly content: readonly { readonly type: string; readonly value: string }[];
  readonly categories?: readonly string[];
  readonly personalizations: readonly {
    readonly to: readonly { readonly email: string }[];
    readonly custom_args: Readonly<Record<string, string>>;
  }[];
}

/** `take` answers as SendGrid does; `reset` takes the e-mail and breaks the connection; `hang` takes it and says nothing. */
export type MailServerReply = "take" | "reset" | "hang" | "refuse" | "wait";

/** Where e-mails go in tests instead of to SendGrid. */
export interface MailServer {
  readonly url: string;
  /** The settings with which the product uses it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Every request for an e-mail, in order. */
  readonly posted: PostedMail[];
  /** What is done with requests from now on. */
  reply: MailServerReply;
}

/** A small SendGrid for all tests of a file: it takes e-mails as SendGrid's documentation says. */
export function useMailServer(): MailServer {
  const state = {
    url: "",
    settings: {} as Record<string, string>,
    posted: [] as PostedMail[],
    reply: "take" as MailServerReply,
  };
  const server = createServer(async (request, response) => {
    const isMail = request.method === "POST" && request.url === "/v3/mail/send";
    if (!isMail || !request.headers.authorization?.startsWith("Bearer ")) return void response.writeHead(404).end();
    state.posted.push((await json(request)) as PostedMail);
    answer(state.reply, request, response, state.posted.length);
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.settings = {
      SENDGRID_API_KEY: "SG.test",
      SENDGRID_FROM_EMAIL: "success@vendor.example",
      SENDGRID_BASE_URL: state.url,
    };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}

function answer(reply: MailServerReply, request: IncomingMessage, response: ServerResponse, count: number): void {
  const refusal = { errors: [{ message: "no", field: null, help: null }] };
  switch (reply) {
    case "take":
      response.writeHead(202, { "x-message-id": `sg-${count}` }).end();
      break;
    case "reset":
      request.socket.resetAndDestroy();
      break;
    case "refuse":
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(refusal));
      break;
    case "wait":
      response.writeHead(429, { "retry-after": "3600" }).end();
      break;
    case "hang":
      break;
  }
}
