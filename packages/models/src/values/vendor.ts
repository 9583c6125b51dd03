/** The platforms of others that this product can be connected to. */
export const vendors = ["zendesk", "intercom", "mixpanel", "sendgrid"] as const;
export type Vendor = (typeof vendors)[number];
