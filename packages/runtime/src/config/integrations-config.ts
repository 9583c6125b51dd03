/** How to reach SendGrid, and from whom e-mails come. */
export interface SendgridConfig {
  readonly apiKey: string;
  readonly from: { readonly email: string; readonly name: string | undefined };
  readonly region: "global" | "eu";
  readonly baseUrl: string | undefined;
  /** Base64 of DER; null where SendGrid sends no events here. */
  readonly webhookPublicKey: string | null;
}

/** How to reach Zendesk, and as whom. */
export interface ZendeskConfig {
  readonly subdomain: string;
  readonly baseUrl: string | undefined;
  /** What Zendesk signs its webhooks with; null where none come. */
  readonly webhookSecret: string | null;
  readonly credentials:
    | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string }
    | { readonly kind: "api_token"; readonly email: string; readonly token: string };
}
