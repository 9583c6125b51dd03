import { ConfigurationError } from "@cs/models";
import type { ZendeskConfig } from "./integrations-config.ts";
import { missingSetting } from "./missing-setting.ts";
import type { ReadSetting } from "./read-setting.ts";
import type { VariableName } from "./variables.ts";

/** Null when nothing of it is set. Half a configuration is refused: it would look as if Zendesk were used. */
export function zendeskConfig(read: ReadSetting): ZendeskConfig | null {
  const subdomain = read("ZENDESK_SUBDOMAIN");
  const oauth = pairOf(read, "ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET");
  const token = pairOf(read, "ZENDESK_EMAIL", "ZENDESK_API_TOKEN");
  const baseUrl = read("ZENDESK_BASE_URL") ?? undefined;
  const webhookSecret = read("ZENDESK_WEBHOOK_SECRET");
  if (oauth && token) {
    throw new ConfigurationError("Zendesk has two kinds of credentials.", {
      field: "ZENDESK_API_TOKEN",
      hint: "Keep the OAuth client.",
    });
  }
  if (subdomain === null) {
    if (oauth || token || baseUrl || webhookSecret) throw missingSetting("Zendesk", "ZENDESK_SUBDOMAIN");
    return null;
  }
  const place = { subdomain, baseUrl, webhookSecret };
  if (oauth) return { ...place, credentials: { kind: "oauth", clientId: oauth[0], clientSecret: oauth[1] } };
  if (token) return { ...place, credentials: { kind: "api_token", email: token[0], token: token[1] } };
  throw missingSetting("Zendesk", "ZENDESK_CLIENT_ID");
}

/** Both values, or null when neither is set. */
function pairOf(read: ReadSetting, first: VariableName, second: VariableName): [string, string] | null {
  const [one, other] = [read(first), read(second)];
  if (one === null && other === null) return null;
  if (one === null) throw missingSetting("Zendesk", first);
  if (other === null) throw missingSetting("Zendesk", second);
  return [String(one), String(other)];
}
