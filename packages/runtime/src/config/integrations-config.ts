/** How to reach Zendesk, and as whom. */
export interface ZendeskConfig {
  readonly subdomain: string;
  readonly baseUrl: string | undefined;
  readonly credentials:
    | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string }
    | { readonly kind: "api_token"; readonly email: string; readonly token: string };
}

/** How to reach Mixpanel, and as whom: with a project token, a service account or both. */
export interface MixpanelConfig {
  readonly projectToken: string | undefined;
  readonly serviceAccount:
    | { readonly projectId: string; readonly username: string; readonly secret: string }
    | undefined;
  readonly region: "us" | "eu" | "in";
  readonly baseUrl: string | undefined;
}
