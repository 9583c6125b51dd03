/** Where a project keeps its data: the United States, the European Union or India. */
export type MixpanelRegion = "us" | "eu" | "in";

/** The hosts of Mixpanel's interfaces, without an end slash. */
export interface MixpanelHosts {
  /** Takes events and profiles. */
  readonly ingestion: string;
  readonly query: string;
  readonly export: string;
}

const hosts: Readonly<Record<MixpanelRegion, MixpanelHosts>> = {
  us: hostsOf("api", "data", ""),
  eu: hostsOf("api-eu", "data-eu", "eu."),
  in: hostsOf("api-in", "data-in", "in."),
};

/** `baseUrl` stands for all of them. */
export function mixpanelHosts(region: MixpanelRegion, baseUrl: string | undefined): MixpanelHosts {
  return baseUrl === undefined ? hosts[region] : { ingestion: baseUrl, query: baseUrl, export: baseUrl };
}

function hostsOf(ingestion: string, data: string, query: string): MixpanelHosts {
  return {
    ingestion: `https://${ingestion}.mixpanel.com`,
    query: `https://${query}mixpanel.com`,
    export: `https://${data}.mixpanel.com`,
  };
}
