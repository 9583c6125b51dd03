import { type HttpEndpoint, type HttpOptions, serveHttp } from "@cs/mcp-server";
import { createRuntime, type Environment, loadConfig, type Runtime } from "@cs/runtime";
import { databaseVariables, type TestStore } from "@cs/testing";

/** An account as tools return it, as far as tests read it. */
export interface ClientOutput {
  readonly clientId: string;
  readonly clientName: string;
  readonly version: number;
}

export interface RegisterOutput {
  readonly created: boolean;
  readonly client: ClientOutput;
}

/** What a failed call says. */
export interface FailureOutput {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly field: string | null;
    readonly hint: string | null;
    readonly retryable: boolean;
    readonly requestId: string;
  };
}

/** An account with facts of every kind that can be entered. */
export const acme = {
  clientName: "Acme Inc",
  domains: ["acme.example"],
  segment: "mid_market",
  contract: { startDate: "2024-01-01", endDate: "2025-01-01", noticeDays: 60, autoRenew: true },
  subscriptions: [{ product: "Core", startDate: "2024-01-01", seats: 50, arr: 1_200_000, currency: "USD" }],
  contacts: [{ fullName: "Head of Operations", email: "ada@acme.example", roles: ["champion"] }],
  externalRefs: [{ source: "crm", externalId: "A-1" }],
} as const;

/** Limits that no test reaches which is not about them. */
const generous = {
  MAX_REQUESTS_PER_MINUTE: "1000000",
  MAX_REQUESTS_PER_HOUR: "1000000",
  RATE_LIMIT_PER_CLIENT_PER_MINUTE: "1000000",
};

/** The running product over HTTP in this process, on a test database and a free port unless the settings say else. */
export async function openHttp(
  store: TestStore,
  settings: Environment = {},
  options: HttpOptions = {},
): Promise<HttpEndpoint & { readonly runtime: Runtime }> {
  const base = { ...databaseVariables(store.urls), LOG_LEVEL: "silent", HTTP_PORT: "0", ...generous };
  const runtime = await createRuntime(loadConfig({ ...base, ...settings }));
  try {
    const endpoint = await serveHttp(runtime, options);
    return {
      runtime,
      ...endpoint,
      async close() {
        await endpoint.close();
        await runtime.close();
      },
    };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}
