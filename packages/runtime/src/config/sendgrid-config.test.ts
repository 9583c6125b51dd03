import { ConfigurationError } from "@cs/models";
import { describe, expect, it } from "vitest";
import { verificationKey } from "../../test/sendgrid-settings.ts";
import { loadConfig } from "./load-config.ts";

const needed = { SENDGRID_API_KEY: "SG.key", SENDGRID_FROM_EMAIL: "team@example.com" };

describe("the settings of SendGrid", () => {
  it("are an API key and a sender", () => {
    expect(loadConfig(needed).sendgrid).toEqual({
      apiKey: "SG.key",
      from: { email: "team@example.com", name: undefined },
      region: "global",
      baseUrl: undefined,
      webhookPublicKey: null,
    });
  });

  it.each([
    ["a key without a sender", { SENDGRID_API_KEY: "SG.key" }, "SENDGRID_FROM_EMAIL"],
    ["a sender", { SENDGRID_FROM_EMAIL: "team@example.com" }, "SENDGRID_API_KEY"],
    ["a name", { SENDGRID_FROM_NAME: "Team" }, "SENDGRID_API_KEY"],
    ["a region", { SENDGRID_REGION: "eu" }, "SENDGRID_API_KEY"],
    ["an address", { SENDGRID_BASE_URL: "https://proxy.example" }, "SENDGRID_API_KEY"],
    ["a verification key", { SENDGRID_WEBHOOK_PUBLIC_KEY: verificationKey }, "SENDGRID_API_KEY"],
  ])("are refused with %s alone, which names what is missing", (_, environment, field) => {
    expect(() => loadConfig(environment)).toThrow(ConfigurationError);
    expect(() => loadConfig(environment)).toThrow(
      expect.objectContaining({ field, hint: expect.stringContaining(field) }),
    );
  });
});
