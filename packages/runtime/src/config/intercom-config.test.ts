import { describe, expect, it } from "vitest";
import { failureOf } from "../../test/failure-of.ts";
import { loadConfig } from "./load-config.ts";

const token = { INTERCOM_ACCESS_TOKEN: "s3cr3t" };
const whole = { ...token, INTERCOM_ADMIN_ID: "394051" };

describe("the settings of Intercom", () => {
  it("are whole with a token and an admin", () => {
    expect(loadConfig(whole).intercom).toEqual({
      accessToken: "s3cr3t",
      adminId: 394051,
      region: "us",
      baseUrl: undefined,
      clientSecret: null,
    });
  });

  it.each([
    ["without an admin", token, "INTERCOM_ADMIN_ID"],
    ["with an admin alone", { INTERCOM_ADMIN_ID: "1" }, "INTERCOM_ACCESS_TOKEN"],
    ["with a region alone", { INTERCOM_REGION: "eu" }, "INTERCOM_ACCESS_TOKEN"],
    ["with an address alone", { INTERCOM_BASE_URL: "https://proxy.example" }, "INTERCOM_ACCESS_TOKEN"],
    ["with a client secret alone", { INTERCOM_CLIENT_SECRET: "x" }, "INTERCOM_ACCESS_TOKEN"],
    ["with the name of an admin", { ...whole, INTERCOM_ADMIN_ID: "ada" }, "INTERCOM_ADMIN_ID"],
    ["with a part of an admin", { ...whole, INTERCOM_ADMIN_ID: "1.5" }, "INTERCOM_ADMIN_ID"],
    ["in a region that there is not", { ...whole, INTERCOM_REGION: "us-east" }, "INTERCOM_REGION"],
    ["with an address in the clear", { ...whole, INTERCOM_BASE_URL: "http://example.com" }, "INTERCOM_BASE_URL"],
  ])("are refused %s", (_, environment, field) => {
    const failure = failureOf(environment);
    expect(failure).toMatchObject({ field, hint: expect.stringContaining(field) });
    expect(failure.message + failure.hint).not.toContain("s3cr3t");
  });
});
