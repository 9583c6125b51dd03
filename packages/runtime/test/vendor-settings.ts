import { intercomSettings } from "./intercom-settings.ts";
import { mixpanelSettings } from "./mixpanel-settings.ts";
import { sendgridSettings } from "./sendgrid-settings.ts";
import { zendeskSettings } from "./zendesk-settings.ts";

/** What the settings of vendors may be, and what becomes of them, for the tests of all settings. */
export const vendorSettings = {
  companions: {
    ...intercomSettings.companions,
    ...mixpanelSettings.companions,
    ...sendgridSettings.companions,
    ...zendeskSettings.companions,
  },
  good: [...intercomSettings.good, ...mixpanelSettings.good, ...sendgridSettings.good, ...zendeskSettings.good],
  bad: [...mixpanelSettings.bad, ...sendgridSettings.bad],
  secrets: {
    ...intercomSettings.secrets,
    ...mixpanelSettings.secrets,
    ...sendgridSettings.secrets,
    ...zendeskSettings.secrets,
  },
};
