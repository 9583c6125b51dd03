import { createSign, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";

const address = z.object({
  email: z.email(),
  name: z
    .string()
    .regex(/^[^,;]*$/)
    .optional(),
});
const personalization = z.object({
  to: z.array(address).min(1),
  cc: z.array(address).min(1).optional(),
  bcc: z.array(address).min(1).optional(),
  custom_args: z.record(z.string(), z.string()).optional(),
  dynamic_template_data: z.record(z.string(), z.unknown()).optional(),
});
const mailSend = z.object({
  personalizations: z.array(personalization).min(1).max(1000),
  from: address,
  subject: z.string().min(1).optional(),
  content: z.array(z.object({ type: z.string().min(1), value: z.string().min(1) })).optional(),
  template_id: z.string().optional(),
  send_at: z.int().optional(),
  mail_settings: z.object({ sandbox_mode: z.object({ enable: z.boolean() }).optional() }).optional(),
});

type MailSend = z.output<typeof mailSend>;

/** One copy of an e-mail that was taken. */
export interface FakeCopy {
  readonly recipients: readonly string[];
  readonly customArgs: Readonly<Record<string, string>>;
  readonly vendorMessageId: string;
}

/** SendGrid as far as the adapter knows it: it takes e-mails as the real one does, keeps them, and tells of them. */
export interface FakeSendgrid {
  readonly url: string;
  readonly copies: readonly FakeCopy[];
  /** The key for the signatures of its webhook, as SendGrid shows it. */
  readonly publicKey: string;
  /** Addresses that it does not write to. */
  readonly bounced: Set<string>;
  /** The webhook for all that was taken until now: its headers, by their names in lower case, and its body. */
  webhook(at: number): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
  close(): void;
}

export async function openFakeSendgrid(apiKey: string, now = Date.now): Promise<FakeSendgrid> {
  const copies: FakeCopy[] = [];
  const bounced = new Set<string>();
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  let requests = 0;

  function take(mail: MailSend): string {
    requests += 1;
    const vendorMessageId = `fake-${requests}`;
    for (const { custom_args: customArgs = {}, ...each } of mail.personalizations) {
      copies.push({ recipients: addressesOf(each), customArgs, vendorMessageId });
    }
    return vendorMessageId;
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { ...headers, ...(body !== undefined && { "content-type": "application/json" }) })
        .end(body === undefined ? undefined : JSON.stringify(body));
    const refuse = (status: number, message: string) => answer(status, { errors: [{ message, field: null }] });
    const body = request.method === "POST" ? await json(request) : undefined;
    if (request.headers.authorization !== `Bearer ${apiKey}`) return refuse(401, "authorization required");
    if (request.url === "/v3/scopes") return answer(200, { scopes: ["mail.send", "sender_verification_eligible"] });
    if (request.url !== "/v3/mail/send") return refuse(404, "not found");
    const mail = mailSend.safeParse(body);
    const fault = mail.success ? faultOf(mail.data, now()) : "invalid request";
    if (!mail.success || fault) return refuse(400, fault ?? "invalid request");
    if (mail.data.mail_settings?.sandbox_mode?.enable) return answer(200);
    return answer(202, undefined, { "x-message-id": take(mail.data) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    copies,
    bounced,
    publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    webhook(at) {
      const timestamp = String(Math.floor(at / 1000));
      const body = Buffer.from(`${JSON.stringify(copies.flatMap((copy) => eventsOf(copy, bounced, timestamp)))}\r\n`);
      const signature = createSign("sha256").update(timestamp).update(body).sign(privateKey, "base64");
      return {
        headers: {
          "x-twilio-email-event-webhook-signature": signature,
          "x-twilio-email-event-webhook-timestamp": timestamp,
        },
        body,
      };
    },
    close: () => server.close(),
  };
}

/** Why SendGrid refuses what has the right shape; null when it takes it. */
function faultOf(
  { personalizations, subject, content, template_id: template, send_at: sendAt }: MailSend,
  now: number,
) {
  const all = personalizations.map(addressesOf);
  if (all.flat().length > 1000) return "Too many recipients";
  if (all.some((each) => new Set(each).size < each.length)) return "Each email address should be unique";
  if (sendAt !== undefined && sendAt > now / 1000 + 72 * 3600) return "Scheduled too far ahead";
  if (template !== undefined) return null;
  if (subject === undefined || !content?.length) return "The subject and the content are required";
  return content.findIndex(({ type }) => type === "text/plain") > 0 ? "text/plain must come first" : null;
}

function addressesOf({ to, cc = [], bcc = [] }: Omit<MailSend["personalizations"][number], "custom_args">) {
  return [...to, ...cc, ...bcc].map(({ email }) => email.toLowerCase());
}

function eventsOf({ recipients, customArgs, vendorMessageId }: FakeCopy, bounced: Set<string>, timestamp: string) {
  return recipients.flatMap((email, index) => {
    const about = {
      ...customArgs,
      email,
      timestamp: Number(timestamp),
      sg_message_id: `${vendorMessageId}.recvd-${index}`,
    };
    const id = `${vendorMessageId}-${email}`;
    return bounced.has(email)
      ? [{ ...about, sg_event_id: `${id}-dropped`, event: "dropped", reason: "Bounced Address", status: "5.0.0" }]
      : [
          { ...about, sg_event_id: `${id}-processed`, event: "processed" },
          { ...about, sg_event_id: `${id}-delivered`, event: "delivered", response: "250 OK" },
        ];
  });
}
