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

/** How to reach Intercom, and as whom. */
export interface IntercomConfig {
  readonly accessToken: string;
  readonly adminId: number;
  readonly region: "us" | "eu" | "au";
  readonly baseUrl: string | undefined;
  /** Checks signatures of webhooks; null where none come. */
  readonly clientSecret: string | null;
}

/** How to reach Mixpanel, and as whom: with a project token, a service account or both. */
export interface MixpanelConfig {
  readonly projectToken: string | undefined;
  readonly serviceAccount:
    | { readonly projectId: string; readonly username: string; readonly secret: string }
    | undefined;
  readonly region: "us" | "eu" | "in";
  readonly baseUrl: string | undefined;
  /** How its events become usage. */
  readonly usage: MixpanelUsageConfig;
}

/** Which events of Mixpanel count as use, and how they are read. */
export interface MixpanelUsageConfig {
  /** The property of an event that names its account. */
  readonly accountProperty: string;
  /** The names of those that count; null for all but Mixpanel's own. */
  readonly events: readonly string[] | null;
  /** IANA; that of its days and times. */
  readonly timeZone: string;
}
