import { defineAction, defineActions } from "../operation/define-actions.ts";
import { defineOutwardAction } from "../operation/define-outward-action.ts";
import { suppressAddresses } from "./permissions/suppress-addresses.ts";
import { mailInputs } from "./sending/mail-input.ts";
import { mailOutput } from "./sending/mail-output.ts";
import { mailStatus } from "./sending/mail-status.ts";
import { previewMail, sendMail } from "./sending/send-mail.ts";
import { listTemplates, saveTemplate } from "./template/manage-templates.ts";

/** E-mail to stored contacts, each with values of their own, as far as they may be written to. */
export const sendPersonalizedEmail = defineActions({
  name: "send_personalized_email",
  title: "Personalised e-mail",
  description:
    "E-mails stored contacts, texts filled from stored facts. Checks consent and suppressions, says who gets it or why " +
    "not.",
  category: "communication",
  action: "preview: what send would do; suppress: no more mail to emails.",
  output: mailOutput,
  question({ counts, total }) {
    const sent = (counts["accepted"] ?? 0) + (counts["scheduled"] ?? 0);
    if (sent === 0) return null;
    return `Send ${sent} e-mail${sent === 1 ? "" : "s"}? ${total - sent} of ${total} recipients get none.`;
  },
  actions: {
    preview: defineAction({ effect: "read", input: mailInputs.preview, run: previewMail }),
    send: defineOutwardAction({ input: mailInputs.send, run: sendMail }),
    status: defineAction({ effect: "read", input: mailInputs.status, run: mailStatus }),
    templates: defineAction({ effect: "read", input: mailInputs.templates, run: listTemplates }),
    save_template: defineAction({ effect: "write", input: mailInputs.save_template, run: saveTemplate }),
    suppress: defineAction({ effect: "write", input: mailInputs.suppress, run: suppressAddresses }),
  },
});
