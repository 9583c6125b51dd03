import { type CoverageByKind, type FactKind, factKinds, known, unknown } from "@cs/models";
import type { Section, Table } from "@cs/reports";
import type { PortfolioData } from "./portfolio-data.ts";

const kindNames: Readonly<Record<FactKind, string>> = {
  customers: "Customers",
  contacts: "Contacts",
  contracts: "Contracts",
  subscriptions: "Subscriptions",
  usage: "Usage",
  tickets: "Tickets",
  surveyResponses: "Survey answers",
  invoices: "Invoices",
  churnEvents: "Churn events",
};

/** How much is known, and what is missing. */
export function coverageSection({ accounts, missing, feeds }: PortfolioData): Section {
  const { judged, coverage, measures } = missing;
  return {
    title: "Coverage",
    blocks: [
      {
        kind: "key-figures",
        figures: [
          {
            label: "Covered share of the scorecard",
            value: coverage === null ? unknown("No account was scored.") : known(coverage),
            format: { percent: true, decimals: 0 },
            note: "mean of the newest scores",
          },
          {
            label: "Accounts without a standing score",
            value: known(accounts.length - judged),
            format: { decimals: 0 },
            note: "former customers among them",
          },
        ],
      },
      {
        kind: "table",
        caption: "Measures that newest scores lack",
        columns: [
          { label: "Measure" },
          { label: "Accounts", format: { decimals: 0 } },
          { label: "Share", format: { percent: true, decimals: 0 } },
        ],
        rows: measures.map(({ label, accounts: count }) => [label, known(count), known(count / judged)]),
      },
      feedTable(feeds),
    ],
  };
}

/** Which kinds of fact are known for which days. */
export function feedTable(feeds: CoverageByKind): Table {
  return {
    kind: "table",
    caption: "Days for which facts are known to be complete",
    columns: [{ label: "Facts" }, { label: "From" }, { label: "To" }],
    rows: factKinds.map((kind) => {
      const covered = feeds[kind];
      return [kindNames[kind], covered?.from ?? "not delivered", covered?.to ?? "not delivered"];
    }),
  };
}
