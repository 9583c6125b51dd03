import { answersOf } from "../answers-of.ts";

/** What Intercom answered. */
export const answerOf = answersOf({
  name: "Intercom",
  field: "INTERCOM_ACCESS_TOKEN",
  hint: "Set INTERCOM_ACCESS_TOKEN and INTERCOM_ADMIN_ID, as docs/integrations/intercom.md says.",
});
