import type { Instant } from "@cs/models";

/** A mailbox and the name that mail programs show for it. */
export interface EmailAddress {
  readonly email: string;
  readonly name?: string | undefined;
}

/** Who gets one copy of an e-mail: up to 1,000 addresses together, none of them twice. */
export interface Recipients {
  readonly to: readonly EmailAddress[];
  readonly cc?: readonly EmailAddress[] | undefined;
  readonly bcc?: readonly EmailAddress[] | undefined;
}

/** One copy of an e-mail, which its recipients see together. */
export interface Envelope extends Recipients {
  /**
   * The id of this message here, up to 255 characters; every event of the webhook names it. SendGrid keeps it for long and
   * does not protect it, so it must say nothing of a person.
   */
  readonly messageId: string;
}

export interface TemplateEnvelope extends Envelope {
  /** What the template puts in for these recipients. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A subject and a text, an HTML text or both, the same for everybody. */
export interface FixedContent {
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly templateId?: undefined;
}

/** A dynamic template at SendGrid, which brings the subject and the texts. */
export interface TemplateContent {
  /** Begins with `d-`. */
  readonly templateId: string;
  readonly subject?: undefined;
  readonly text?: undefined;
  readonly html?: undefined;
}

export interface EmailSettings {
  readonly replyTo?: EmailAddress | undefined;
  /** Names by which SendGrid groups its statistics: up to 10, of up to 255 characters. */
  readonly categories?: readonly string[] | undefined;
  /** SendGrid's unsubscribe group: who left it gets nothing, and the e-mail offers to leave it. */
  readonly unsubscribeGroupId?: number | undefined;
  /** When to send, up to 72 hours from now; a time that is over means now. */
  readonly sendAt?: Instant | undefined;
}

export interface NewEmail extends Envelope, FixedContent, EmailSettings {}
export interface NewTemplateEmail extends TemplateEnvelope, TemplateContent, EmailSettings {}

/** What is the same for all who get an e-mail. */
export type CommonContent = EmailSettings & (FixedContent | TemplateContent);

/** One e-mail to any number of recipients, each envelope a copy of its own. */
export type BulkEmail = EmailSettings &
  (
    | (FixedContent & { readonly envelopes: readonly Envelope[] })
    | (TemplateContent & { readonly envelopes: readonly TemplateEnvelope[] })
  );

/** Everybody who gets a copy, in order. */
export function recipientsOf({ to, cc = [], bcc = [] }: Recipients): readonly EmailAddress[] {
  return [...to, ...cc, ...bcc];
}
