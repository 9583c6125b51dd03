import type { DealClosed } from "@cs/models";

type Line = DealClosed["lines"][number];

/** A line of a deal. */
export function line(part: Partial<Line> = {}): Line {
  return { lineId: "1", product: "Core", seats: 25, arr: 3_000_000, currency: "USD", ...part };
}

/** A deal; a test names only what it is about. */
export function deal(part: Partial<DealClosed> = {}): DealClosed {
  return {
    dealId: "D-1",
    accountName: "Acme",
    domains: ["acme.example"],
    externalRef: { source: "salesforce", externalId: "001" },
    owner: null,
    contract: {
      type: "subscription",
      startDate: "2024-07-01",
      endDate: "2025-07-01",
      noticeDays: 90,
      autoRenew: true,
    },
    lines: [line()],
    ...part,
  };
}

/** The event of a deal in the default tenant. */
export function dealEvent(data: unknown = deal(), part: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    specversion: "1.0",
    id: "evt-1",
    source: "/sales",
    type: "deal.closed",
    time: "2024-06-30T10:00:00Z",
    tenantid: "default",
    data,
    ...part,
  };
}
