import { clusterOf, fitClusters, judgeRule, type MissingFact, rfm, rfmGroups } from "@cs/analytics";
import { type ClientId, type ClusterModel, InvalidInputError, type SegmentDefinition } from "@cs/models";
import { assignToTiers } from "./assign-to-tiers.ts";
import type { Assignment, FactAccount } from "./assignment.ts";

/** Puts accounts into the groups of a definition. Clusters that were `kept` are used again, otherwise they are found. */
export function assignGroups(
  definition: SegmentDefinition,
  accounts: readonly FactAccount[],
  kept: ClusterModel | null,
): Assignment {
  switch (definition.method) {
    case "rule":
      return assignByRule(definition, accounts);
    case "rfm":
      return assignByRfm(definition, accounts);
    case "k_means":
      return assignToClusters(definition, accounts, kept);
    case "value_tiers":
      return assignToTiers(definition, accounts);
  }
}

type DefinedBy<Method> = Extract<SegmentDefinition, { readonly method: Method }>;

function assignByRule({ rule }: DefinedBy<"rule">, accounts: readonly FactAccount[]): Assignment {
  const group = "members";
  const judged = accounts.map(({ clientId, read }) => ({ clientId, ...judgeRule(rule, read) }));
  const decided = judged.filter(({ holds }) => holds === true);
  const open = judged.filter(({ holds }) => holds === null);
  return {
    groups: [group],
    groupOf: new Map(decided.map(({ clientId }) => [clientId, group])),
    undecided: new Map(open.map(({ clientId, missing }) => [clientId, missing])),
    clusters: null,
  };
}

function assignByRfm({ recency, frequency, monetary }: DefinedBy<"rfm">, accounts: readonly FactAccount[]): Assignment {
  const { rows, undecided } = numbersOf(accounts, [recency, frequency, monetary]);
  const scores = rfm(
    rows.map(({ values: [days = 0, uses = 0, value = 0] }) => ({ recency: days, frequency: uses, monetary: value })),
  );
  const groupOf = new Map(rows.map(({ clientId }, index) => [clientId, scores[index]?.group ?? "needs_attention"]));
  return { groups: rfmGroups, groupOf, undecided, clusters: null };
}

function assignToClusters(
  { features, clusters, seed }: DefinedBy<"k_means">,
  accounts: readonly FactAccount[],
  kept: ClusterModel | null,
): Assignment {
  const { rows, undecided } = numbersOf(accounts, features);
  const model = kept ?? findClusters(rows, { clusters, seed });
  const nameOf = (cluster: number) => `cluster_${cluster + 1}`;
  return {
    groups: model.centroids.map((_, cluster) => nameOf(cluster)),
    groupOf: new Map(rows.map(({ clientId, values }) => [clientId, nameOf(clusterOf(values, model))])),
    undecided,
    clusters: model,
  };
}

function findClusters(rows: readonly NumberRow[], options: { clusters: number; seed: number }): ClusterModel {
  const { model, reason } = fitClusters(
    rows.map(({ values }) => values),
    options,
  );
  if (model) return model;
  throw new InvalidInputError(`${reason}.`, {
    field: "clusters",
    hint: "Ask for fewer clusters or better known features.",
  });
}

interface NumberRow {
  readonly clientId: ClientId;
  readonly values: readonly number[];
}

/** The accounts of which all the facts are known, as rows of numbers, and the others with what is missing. */
function numbersOf(accounts: readonly FactAccount[], facts: readonly string[]) {
  const rows: NumberRow[] = [];
  const undecided = new Map<ClientId, readonly MissingFact[]>();
  for (const { clientId, read } of accounts) {
    const readings = facts.map((fact) => ({ fact, ...read(fact) }));
    const missing = readings.flatMap(({ fact, reason }) => (reason === null ? [] : [{ fact, reason }]));
    if (missing.length > 0) undecided.set(clientId, missing);
    else rows.push({ clientId, values: readings.map(({ value }) => Number(value)) });
  }
  return { rows, undecided };
}
