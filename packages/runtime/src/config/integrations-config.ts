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
