/** Where a SendGrid account is kept. */
export type SendgridRegion = "global" | "eu";

export const regionUrls: Readonly<Record<SendgridRegion, string>> = {
  global: "https://api.sendgrid.com",
  eu: "https://api.eu.sendgrid.com",
};
