import { ConfigurationError, CsError } from "@cs/models";
import { createLogger, type Environment, type Integrations, loadConfig, openIntegrations } from "@cs/runtime";
import { renderTable } from "../terminal/table.ts";

/** The vendors there are, and how each is asked whose credentials it was given. */
const vendors = {
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
} as const;

export type Vendor = keyof typeof vendors;
export const vendorNames = Object.keys(vendors) as readonly Vendor[];

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
    const tested = await Promise.all((only ? [only] : vendorNames).map((vendor) => test(vendor, integrations)));
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
  const { whoAmI, firstSetting } = vendors[vendor];
  try {
    const who = await whoAmI(integrations);
    if (who === null) return { vendor, state: "not_configured", detail: `Set ${firstSetting} to use it.` };
    return { vendor, state: "ok", detail: `as ${who}` };
  } catch (error) {
    if (!CsError.isInstance(error)) throw error;
    return { vendor, state: "failed", detail: [error.message, error.hint].filter(Boolean).join(" ") };
  }
}
