import type { ToolExample } from "./tool-example.ts";

const unknownClient = "cs_00000000000000000000000000";

/** Examples of the tools about accounts. */
export const coreExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  register_client: [
    {
      title: "A new account with its contract, and the account it resembles",
      input: () => ({
        clientName: "Coral Clinics Europe",
        domains: ["coral-clinics.example"],
        segment: "enterprise",
        contract: { startDate: "2026-07-01", endDate: "2027-07-01", noticeDays: 60, autoRenew: true },
        subscriptions: [{ product: "Platform", startDate: "2026-07-01", seats: 120, arr: 4_800_000, currency: "USD" }],
        idempotencyKey: "coral-europe-1",
      }),
    },
    {
      title: "A field that does not exist",
      input: () => ({ clientName: "Coral Clinics Asia", domain: "coral.example" }),
    },
  ],
  get_client_overview: [
    { title: "An account at risk", input: (client) => ({ clientId: client("Coral Clinics") }) },
    {
      title: "The same account two months before, in detail",
      input: (client) => ({ clientId: client("Coral Clinics"), asOf: "2026-05-01", responseFormat: "detailed" }),
    },
    { title: "An account that does not exist", input: () => ({ clientId: unknownClient }) },
  ],
  update_client_info: [
    {
      title: "Another customer success manager",
      input: (client) => ({
        clientId: client("Zephyr Freight"),
        expectedVersion: 1,
        patch: { csm: "CSM Central", touchModel: "high" },
        reason: "Renewal is near and health is low",
      }),
    },
    {
      title: "A version that somebody else has changed since",
      input: (client) => ({
        clientId: client("Zephyr Freight"),
        expectedVersion: 1,
        patch: { segment: "enterprise" },
        reason: "Grew",
      }),
    },
  ],
  list_clients: [
    { title: "Who is most at risk", input: () => ({ sort: "health", limit: 3 }) },
    {
      title: "Renewals of a quarter of one manager, in detail",
      input: () => ({
        csm: "CSM East",
        renewalFrom: "2026-07-01",
        renewalTo: "2026-09-30",
        sort: "renewal",
        limit: 2,
        responseFormat: "detailed",
      }),
    },
    { title: "A sorting that does not exist", input: () => ({ sort: "churn" }) },
  ],
  get_client_timeline: [
    {
      title: "What happened last",
      input: (client) => ({ clientId: client("Coral Clinics"), to: "2026-06-30", limit: 5 }),
    },
    {
      title: "Survey answers of two months, in detail",
      input: (client) => ({
        clientId: client("Coral Clinics"),
        from: "2026-05-01",
        to: "2026-06-30",
        types: ["survey_answered"],
        limit: 2,
        responseFormat: "detailed",
      }),
    },
  ],
};
