import type { PeerMedians } from "@cs/persistence";

/** With fewer, a median says more about single accounts than about what is usual. */
const fewestPeers = 5;

/** What is usual among other customers: of the same segment, or of all where it has too few. */
export interface PeerBaseline {
  readonly median: number | null;
  readonly accounts: number;
  readonly among: "segment" | "all" | null;
  /** Why there is no median. */
  readonly reason: string | null;
}

/** The baseline of one measure; `measure` is null for a factor that scores do not store. */
export function peerBaseline(measure: string | null, medians: readonly PeerMedians[]): PeerBaseline {
  const none = (accounts: number, reason: string) => ({ median: null, accounts, among: null, reason });
  if (measure === null) return none(0, "scores do not store it");
  const found = medians.find((each) => each.measure === measure);
  const { segment, tenant } = found ?? { segment: null, tenant: null };
  if (segment && segment.accounts >= fewestPeers) return { ...segment, among: "segment", reason: null };
  if (tenant && tenant.accounts >= fewestPeers) return { ...tenant, among: "all", reason: null };
  const accounts = tenant?.accounts ?? 0;
  return none(accounts, `stored scores tell it of ${accounts} other customers, ${fewestPeers} are needed`);
}
