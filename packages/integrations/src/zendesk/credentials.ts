import type { Authorization } from "../http/authorization.ts";
import { basicAuthorization } from "../http/authorization.ts";
import { clientCredentials } from "../http/client-credentials.ts";
import type { VendorClientOptions } from "../http/vendor-client.ts";

/** OAuth client credentials, or the older API token, which Zendesk ends on 30 April 2027. */
export type ZendeskCredentials =
  | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api_token"; readonly email: string; readonly token: string };

export function zendeskAuthorization(
  credentials: ZendeskCredentials,
  { baseUrl, options }: { readonly baseUrl: string; readonly options: VendorClientOptions },
): Authorization {
  if (credentials.kind === "api_token") return basicAuthorization(`${credentials.email}/token`, credentials.token);
  const { clientId, clientSecret } = credentials;
  return clientCredentials({
    ...options,
    vendor: "zendesk",
    baseUrl,
    path: "/oauth/tokens",
    body: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope: "read write" },
  });
}
