/** The platforms of others that this product can be connected to. */
export const vendors = ["intercom", "mixpanel", "sendgrid", "zendesk"] as const;
export type Vendor = (typeof vendors)[number];
