import type { HealthBand } from "@cs/models";
import type { Runtime } from "@cs/runtime";
import { localPrincipal } from "@cs/services";

interface Money {
  readonly text: string;
}

/** A row of `list_clients`, as far as the summary shows it. */
export interface SummaryClient {
  readonly clientId: string;
  readonly clientName: string;
  readonly score: number | null;
  readonly band: HealthBand | "not_scored";
  readonly arr: readonly Money[];
  readonly renewalDate: string | null;
  readonly reasons: readonly string[];
}

interface ClientPage {
  readonly asOf: string;
  readonly clients: readonly SummaryClient[];
  readonly total: number;
  readonly byBand: readonly { readonly band: string; readonly count: number; readonly arr: readonly Money[] }[];
}

/** What `start` shows: the whole base by band, the accounts most at risk, and those with too little data. */
export interface PortfolioSummary {
  readonly asOf: string;
  readonly accounts: number;
  readonly byBand: ClientPage["byBand"];
  readonly atRisk: { readonly total: number; readonly clients: readonly SummaryClient[] };
  readonly tooLittleData: { readonly total: number; readonly clients: readonly SummaryClient[] };
}

const shown = 10;

/** Asks the same question of `list_clients` that an assistant would. */
export async function summarisePortfolio(
  { executor }: Pick<Runtime, "executor">,
  tenantId: string,
): Promise<PortfolioSummary> {
  const ask = async (input: object) => {
    const page = await executor.execute("list_clients", { limit: shown, ...input }, localPrincipal(tenantId));
    return page as unknown as ClientPage;
  };
  const all = await ask({});
  const atRisk = await ask({ sort: "health", bands: ["critical", "at_risk"] });
  const tooLittleData = await ask({ sort: "name", bands: ["insufficient_data"] });
  return {
    asOf: all.asOf,
    accounts: all.total,
    byBand: all.byBand,
    atRisk: { total: atRisk.total, clients: atRisk.clients },
    tooLittleData: { total: tooLittleData.total, clients: tooLittleData.clients },
  };
}
