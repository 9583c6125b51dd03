import { describe, expect, it } from "vitest";
import { failureOf } from "../../test/failure-of.ts";
import { loadConfig } from "./load-config.ts";

const token = { MIXPANEL_PROJECT_TOKEN: "t0ken" };
const account = {
  MIXPANEL_PROJECT_ID: "4711",
  MIXPANEL_SERVICE_ACCOUNT: "product.4711",
  MIXPANEL_SERVICE_SECRET: "s3cr3t",
};

describe("the settings of Mixpanel", () => {
  it("are enough with a token or with a service account", () => {
    const usage = { accountProperty: "company_id", events: null, timeZone: "UTC" };
    const elsewhere = { region: "us", baseUrl: undefined, usage };
    const serviceAccount = { projectId: "4711", username: "product.4711", secret: "s3cr3t" };
    const { mixpanel: byToken } = loadConfig(token);
    expect(byToken).toEqual({ projectToken: "t0ken", serviceAccount: undefined, ...elsewhere });
    expect(loadConfig(account).mixpanel).toEqual({ projectToken: undefined, serviceAccount, ...elsewhere });
    expect(loadConfig({ ...account, ...token }).mixpanel).toMatchObject({ projectToken: "t0ken", serviceAccount });
  });

  it.each([
    ["without the project of an account", { ...account, MIXPANEL_PROJECT_ID: "" }, "MIXPANEL_PROJECT_ID"],
    ["without the name of an account", { ...account, MIXPANEL_SERVICE_ACCOUNT: "" }, "MIXPANEL_SERVICE_ACCOUNT"],
    ["without the secret of an account", { ...account, MIXPANEL_SERVICE_SECRET: "" }, "MIXPANEL_SERVICE_SECRET"],
    ["with a token and half an account", { ...token, MIXPANEL_PROJECT_ID: "4711" }, "MIXPANEL_SERVICE_ACCOUNT"],
    ["with a region alone", { MIXPANEL_REGION: "eu" }, "MIXPANEL_PROJECT_TOKEN"],
    ["with an address alone", { MIXPANEL_BASE_URL: "https://proxy.example" }, "MIXPANEL_PROJECT_TOKEN"],
    ["with a property of events alone", { MIXPANEL_ACCOUNT_PROPERTY: "org" }, "MIXPANEL_PROJECT_TOKEN"],
    ["with events and no account to read them", { ...token, MIXPANEL_EVENTS: "Exported" }, "MIXPANEL_SERVICE_ACCOUNT"],
    ["in a region that there is not", { ...token, MIXPANEL_REGION: "au" }, "MIXPANEL_REGION"],
    ["with the name of a project", { ...account, MIXPANEL_PROJECT_ID: "product" }, "MIXPANEL_PROJECT_ID"],
    ["with a colon in a user name", { ...account, MIXPANEL_SERVICE_ACCOUNT: "a:b" }, "MIXPANEL_SERVICE_ACCOUNT"],
    ["with an address in the clear", { ...token, MIXPANEL_BASE_URL: "http://example.com" }, "MIXPANEL_BASE_URL"],
  ])("are refused %s", (_, environment, field) => {
    const failure = failureOf(environment);
    expect(failure).toMatchObject({ field, hint: expect.stringContaining(field) });
    expect(failure.message + failure.hint).not.toContain("s3cr3t");
  });
});
