import type { IntercomConfig } from "./integrations-config.ts";
import { missingSetting } from "./missing-setting.ts";
import type { ReadSetting } from "./read-setting.ts";

/** Null when nothing of it is set. Half a configuration is refused: it would look as if Intercom were used. */
export function intercomConfig(read: ReadSetting): IntercomConfig | null {
  const accessToken = read("INTERCOM_ACCESS_TOKEN");
  const adminId = read("INTERCOM_ADMIN_ID");
  const region = read("INTERCOM_REGION");
  const baseUrl = read("INTERCOM_BASE_URL") ?? undefined;
  const clientSecret = read("INTERCOM_CLIENT_SECRET");
  if (accessToken === null) {
    if (adminId ?? region ?? baseUrl ?? clientSecret) throw missingSetting("Intercom", "INTERCOM_ACCESS_TOKEN");
    return null;
  }
  if (adminId === null) throw missingSetting("Intercom", "INTERCOM_ADMIN_ID");
  return { accessToken, adminId, region: region ?? "us", baseUrl, clientSecret };
}
