import { ConfigurationError } from "@cs/models";
import type { MixpanelConfig } from "./integrations-config.ts";
import type { ReadSetting } from "./read-setting.ts";
import type { VariableName } from "./variables.ts";

/** Null when nothing of it is set. Half a configuration is refused: it would look as if Mixpanel were used. */
export function mixpanelConfig(read: ReadSetting): MixpanelConfig | null {
  const projectToken = read("MIXPANEL_PROJECT_TOKEN") ?? undefined;
  const serviceAccount = serviceAccountOf(read);
  const region = read("MIXPANEL_REGION");
  const baseUrl = read("MIXPANEL_BASE_URL") ?? undefined;
  const [accountProperty, events] = [read("MIXPANEL_ACCOUNT_PROPERTY"), read("MIXPANEL_EVENTS")];
  const timeZone = read("MIXPANEL_TIME_ZONE");
  if (projectToken === undefined && serviceAccount === undefined) {
    if (region ?? baseUrl ?? accountProperty ?? events ?? timeZone) throw missing("MIXPANEL_PROJECT_TOKEN");
    return null;
  }
  if (serviceAccount === undefined && (accountProperty ?? events ?? timeZone)) {
    throw missing("MIXPANEL_SERVICE_ACCOUNT");
  }
  const usage = { accountProperty: accountProperty ?? "company_id", events, timeZone: timeZone ?? "UTC" };
  return { projectToken, serviceAccount, region: region ?? "us", baseUrl, usage };
}

function serviceAccountOf(read: ReadSetting): MixpanelConfig["serviceAccount"] {
  const projectId = read("MIXPANEL_PROJECT_ID");
  const username = read("MIXPANEL_SERVICE_ACCOUNT");
  const secret = read("MIXPANEL_SERVICE_SECRET");
  if (projectId === null && username === null && secret === null) return undefined;
  if (projectId === null) throw missing("MIXPANEL_PROJECT_ID");
  if (username === null) throw missing("MIXPANEL_SERVICE_ACCOUNT");
  if (secret === null) throw missing("MIXPANEL_SERVICE_SECRET");
  return { projectId, username, secret };
}

function missing(field: VariableName): ConfigurationError {
  return new ConfigurationError(`What is set of Mixpanel is used only with ${field}.`, {
    field,
    hint: `Set ${field}, or remove the settings of Mixpanel that need it.`,
  });
}
