import { fixedAuthorization } from "../http/authorization.ts";
import { createVendorClient, type VendorClientOptions } from "../http/vendor-client.ts";
import { vendorMethods } from "../http/vendor-methods.ts";
import type { VendorOutcome } from "../outcome.ts";
import { type AcceptedEmail, acceptedOnWire, checkedOnWire } from "./accepted-email.ts";
import { type SendgridKey, scopesOnWire } from "./api-key.ts";
import { type BulkPart, sendInParts } from "./bulk-part.ts";
import { checkEmail } from "./check-email.ts";
import type { BulkEmail, CommonContent, Envelope, NewEmail, NewTemplateEmail } from "./email.ts";
import { emailOnWire, type Sender } from "./email-on-wire.ts";
import { regionUrls, type SendgridRegion } from "./region.ts";

export interface SendgridOptions extends VendorClientOptions, Sender {
  readonly apiKey: string;
  /** Where the account is kept; default `global`. */
  readonly region?: SendgridRegion | undefined;
  /** Another address than that of the region. */
  readonly baseUrl?: string | undefined;
}

/**
 * E-mail by SendGrid. Methods throw `InvalidInputError`, before anything is sent, for what SendGrid would refuse, and
 * `IntegrationError`; without options each says `not_configured`. An e-mail whose fate is unknown is never sent again.
 * https://www.twilio.com/docs/sendgrid/api-reference/mail-send
 */
export interface Sendgrid {
  /** What the API key allows. */
  whoAmI(): Promise<VendorOutcome<SendgridKey>>;
  sendEmail(email: NewEmail): Promise<VendorOutcome<AcceptedEmail>>;
  sendTemplateEmail(email: NewTemplateEmail): Promise<VendorOutcome<AcceptedEmail>>;
  /**
   * Any number of envelopes, in as few requests as can be, one after the other. A part that fails stops no other,
   * and its error is in the result: it is not thrown.
   */
  sendBulkEmails(email: BulkEmail): Promise<VendorOutcome<readonly BulkPart[]>>;
  close(): Promise<void>;
}

export function createSendgrid(options?: SendgridOptions): Sendgrid {
  const { send, close } = vendorMethods("sendgrid", options && clientOf(options));
  const check = (email: NewEmail | NewTemplateEmail | BulkEmail) =>
    options && checkEmail(email, (options.now ?? Date.now)());

  /** One request, into which the envelopes fit. */
  const sendMail = (operation: string, email: CommonContent, envelopes: readonly Envelope[]) =>
    send(
      {
        operation,
        method: "POST",
        path: "/v3/mail/send",
        body: options && emailOnWire(email, envelopes, options),
        repeat: "unless_sent",
        answer: options?.sandbox ? checkedOnWire : acceptedOnWire,
        answerIn: "headers",
      },
      (accepted) => accepted,
    );

  return {
    whoAmI: () =>
      send(
        { operation: "whoAmI", method: "GET", path: "/v3/scopes", repeat: "always", answer: scopesOnWire },
        (key) => key,
      ),
    async sendEmail(email) {
      check(email);
      return sendMail("sendEmail", email, [email]);
    },
    async sendTemplateEmail(email) {
      check(email);
      return sendMail("sendTemplateEmail", email, [email]);
    },
    async sendBulkEmails(email) {
      check(email);
      return sendInParts(email.envelopes, (part) => sendMail("sendBulkEmails", email, part));
    },
    close,
  };
}

function clientOf({ apiKey, region = "global", baseUrl = regionUrls[region], ...options }: SendgridOptions) {
  const authorization = fixedAuthorization(`Bearer ${apiKey}`);
  return createVendorClient({ ...options, vendor: "sendgrid", baseUrl, authorization });
}
