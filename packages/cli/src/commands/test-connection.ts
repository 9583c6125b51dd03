import { ConfigurationError, CsError, type Vendor, vendors } from "@cs/models";
import { createLogger, type Environment, type Integrations, loadConfig, openIntegrations } from "@cs/runtime";
import { renderTable } from "../terminal/table.ts";

/** How a vendor is asked whose credentials it was given. */
interface Asked {
  readonly firstSetting: string;
  /** Null when it is not configured. */
  whoAmI(integrations: Integrations): Promise<string | null>;
}

const asked: Readonly<Record<Vendor, Asked>> = {
  sendgrid: {
    firstSetting: "SENDGRID_API_KEY",
    async whoAmI({ sendgrid }: Integrations) {
      const result = await sendgrid.whoAmI();
      if (result.outcome !== "done") return null;
      const { scopes, maySend } = result.value;
      if (maySend) return `an API key that may send e-mails (${scopes.length} scopes)`;
      throw new ConfigurationError("The API key may not send e-mails.", {
        field: "SENDGRID_API_KEY",
        hint: "Give it the scope mail.send at SendGrid.",
      });
    },
  },
  zendesk: {
    firstSetting: "ZENDESK_SUBDOMAIN",
    async whoAmI({ zendesk }: Integrations) {
      const result = await zendesk.whoAmI();
      if (result.outcome !== "done") return null;
      const { name, email, role } = result.value;
      return [name, email && `<${email}>`, role && `(${role})`].filter(Boolean).join(" ");
    },
  },
  intercom: {
    firstSetting: "INTERCOM_ACCESS_TOKEN",
    async whoAmI({ intercom }: Integrations) {
      const result = await intercom.whoAmI();
      if (result.outcome !== "done") return null;
      const { name, email, workspace, region } = result.value;
      const where = [workspace, region].filter(Boolean).join(", ");
      return [name, email && `<${email}>`, where && `(${where})`].filter(Boolean).join(" ");
    },
  },
  mixpanel: {
    firstSetting: "MIXPANEL_SERVICE_ACCOUNT",
    async whoAmI({ mixpanel }: Integrations) {
      const result = await mixpanel.whoAmI();
      return result.outcome === "done" ? `${result.value.username} (project ${result.value.projectId})` : null;
    },
  },
};

export interface TestConnectionOptions {
  readonly json?: true;
}

interface Tested {
  readonly vendor: Vendor;
  readonly state: "ok" | "failed" | "not_configured";
  readonly detail: string;
}

const columns = [{ title: "Vendor" }, { title: "State" }, { title: "Detail", fills: true }] as const;

/** Asks vendors whose credentials they were given, and changes nothing there. Exit code 1 when one of them fails. */
export async function testConnection(
  only: Vendor | undefined,
  options: TestConnectionOptions,
  environment: Environment,
): Promise<void> {
  const config = loadConfig(environment);
  const integrations = openIntegrations(config, createLogger(environment["LOG_LEVEL"] ? config.logLevel : "silent"));
  try {
    const tested = await Promise.all((only ? [only] : vendors).map((vendor) => test(vendor, integrations)));
    if (options.json) process.stdout.write(`${JSON.stringify({ vendors: tested })}\n`);
    else {
      const rows = tested.map(({ vendor, state, detail }) => [vendor, state.replace("_", " "), detail]);
      process.stdout.write(`${renderTable(columns, rows, process.stdout)}\n`);
    }
    if (tested.some(({ state }) => state === "failed")) process.exitCode = 1;
  } finally {
    await integrations.close();
  }
}

async function test(vendor: Vendor, integrations: Integrations): Promise<Tested> {
  const { whoAmI, firstSetting } = asked[vendor];
  try {
    const who = await whoAmI(integrations);
    if (who === null) return { vendor, state: "not_configured", detail: `Set ${firstSetting} to use it.` };
    return { vendor, state: "ok", detail: `as ${who}` };
  } catch (error) {
    if (!CsError.isInstance(error)) throw error;
    return { vendor, state: "failed", detail: [error.message, error.hint].filter(Boolean).join(" ") };
  }
}
