import type { MailPermission, MessageCategory, SuppressionReason, SuppressionScope } from "@cs/models";
import { describe, expect, it } from "vitest";
import { nothingKnown, objectionTo } from "./objection-to.ts";

const suppressed = (reason: SuppressionReason, scope: SuppressionScope = "all"): MailPermission => ({
  suppressions: [{ reason, scope, since: "2024-06-30T10:00:00.000Z" }],
  consents: { marketing: true },
});
const agreed = (consents: MailPermission["consents"]): MailPermission => ({ suppressions: [], consents });

const takesNoMail = "the address does not take mail";
const spam = "the recipient reported spam";
const request = "the address was suppressed by request";
const unsubscribed = "the recipient unsubscribed";
const noConsent = "there is no consent to marketing messages";

/** Made by hand: what speaks against a transactional, a lifecycle and a marketing message. */
const matrix: [string, MailPermission, string | null, string | null, string | null][] = [
  ["nothing is known", nothingKnown, null, null, noConsent],
  ["marketing is agreed to", agreed({ marketing: true }), null, null, null],
  [
    "consent to marketing was withdrawn",
    agreed({ marketing: false }),
    null,
    null,
    "consent to marketing messages was withdrawn",
  ],
  [
    "consent to lifecycle was withdrawn",
    agreed({ lifecycle: false, marketing: true }),
    null,
    "consent to lifecycle messages was withdrawn",
    null,
  ],
  ["consent to another category alone", agreed({ lifecycle: true }), null, null, noConsent],
  ["it bounced", suppressed("bounce"), takesNoMail, takesNoMail, takesNoMail],
  ["spam was reported", suppressed("spam_report"), spam, spam, spam],
  ["somebody asked for it", suppressed("request"), request, request, request],
  ["somebody asked for it, for marketing", suppressed("request", "marketing"), null, null, request],
  ["somebody asked for it, for transactional", suppressed("request", "transactional"), request, null, null],
  ["unsubscribed", suppressed("unsubscribe"), null, unsubscribed, unsubscribed],
  ["unsubscribed from lifecycle", suppressed("unsubscribe", "lifecycle"), null, unsubscribed, null],
  ["unsubscribed from marketing", suppressed("unsubscribe", "marketing"), null, null, unsubscribed],
];

describe("what speaks against a message", () => {
  it.each(matrix)("when %s", (_, permission, ...expected) => {
    const categories: MessageCategory[] = ["transactional", "lifecycle", "marketing"];
    expect(categories.map((category) => objectionTo(category, permission))).toEqual(expected);
  });

  it("is the gravest of several reasons", () => {
    const { suppressions } = suppressed("unsubscribe");
    const both = { suppressions: [...suppressions, ...suppressed("bounce").suppressions], consents: {} };
    expect(objectionTo("marketing", both)).toBe(takesNoMail);
  });
});
