import { expect, it } from "vitest";
import { createSendgrid } from "../../src/sendgrid/index.ts";
import { describeLive } from "./describe-live.ts";

describeLive("SendGrid", ["SENDGRID_API_KEY", "SENDGRID_FROM_EMAIL"], (settings) => {
  it("has e-mails checked in sandbox mode, in which none is sent", async () => {
    const from = { email: settings.SENDGRID_FROM_EMAIL };
    const sendgrid = createSendgrid({ apiKey: settings.SENDGRID_API_KEY, from, sandbox: true });
    expect(await sendgrid.whoAmI()).toMatchObject({ outcome: "done", value: { maySend: true } });
    const email = { subject: "Live test", text: "Checked, not sent." };
    const envelopes = [1, 2].map((copy) => ({ to: [from], messageId: `live-test-${copy}` }));
    expect(await sendgrid.sendBulkEmails({ ...email, envelopes })).toMatchObject({
      value: [{ outcome: "accepted", messageIds: ["live-test-1", "live-test-2"] }],
    });
    await sendgrid.close();
  });
});
