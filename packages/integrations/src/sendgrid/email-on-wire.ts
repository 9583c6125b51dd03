import type { CommonContent, EmailAddress, Envelope, TemplateEnvelope } from "./email.ts";

/** From whom e-mails come, and whether they go anywhere. */
export interface Sender {
  readonly from: EmailAddress;
  /** SendGrid checks e-mails, and sends none of them. */
  readonly sandbox?: boolean | undefined;
}

/** Where the id of a message travels with it: a custom argument, which events carry as a field of theirs. */
export const messageIdField = "cs_message_id";

/** The body of `POST /v3/mail/send`. Data for a template is never sent beside a fixed content, nor the other way round. */
export function emailOnWire(
  email: CommonContent,
  envelopes: readonly (Envelope | TemplateEnvelope)[],
  { from, sandbox }: Sender,
) {
  const { templateId, replyTo, categories, unsubscribeGroupId, sendAt } = email;
  return {
    from: addressOnWire(from),
    reply_to: replyTo && addressOnWire(replyTo),
    ...(templateId === undefined ? fixedOnWire(email, envelopes) : templateOnWire(templateId, envelopes)),
    categories: categories?.length ? categories : undefined,
    send_at: sendAt && Math.floor(Date.parse(sendAt) / 1000),
    asm: unsubscribeGroupId === undefined ? undefined : { group_id: unsubscribeGroupId },
    mail_settings: sandbox ? { sandbox_mode: { enable: true } } : undefined,
  };
}

function fixedOnWire({ subject, text, html }: CommonContent, envelopes: readonly Envelope[]) {
  return {
    subject,
    // In this order: SendGrid refuses HTML before plain text.
    content: [
      ...(text === undefined ? [] : [{ type: "text/plain", value: text }]),
      ...(html === undefined ? [] : [{ type: "text/html", value: html }]),
    ],
    personalizations: envelopes.map(envelopeOnWire),
  };
}

function templateOnWire(templateId: string, envelopes: readonly (Envelope | TemplateEnvelope)[]) {
  return {
    template_id: templateId,
    personalizations: envelopes.map((envelope) => ({
      ...envelopeOnWire(envelope),
      dynamic_template_data: "data" in envelope ? envelope.data : undefined,
    })),
  };
}

function envelopeOnWire({ to, cc, bcc, messageId }: Envelope) {
  return {
    to: to.map(addressOnWire),
    cc: cc?.length ? cc.map(addressOnWire) : undefined,
    bcc: bcc?.length ? bcc.map(addressOnWire) : undefined,
    custom_args: { [messageIdField]: messageId },
  };
}

/** SendGrid takes neither commas nor semicolons in a name, as in `Acme, Inc.`. */
function addressOnWire({ email, name }: EmailAddress) {
  const plain = name?.replaceAll(/[;,\s]+/g, " ").trim();
  return { email, name: plain === "" ? undefined : plain };
}
