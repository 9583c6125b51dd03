import { measureIds } from "@cs/health-engine";
import { InvalidInputError, type SegmentDefinition, type SegmentRule } from "@cs/models";
import { isNumber, parseRule, requireFact } from "./parse-rule.ts";
import type { DefinitionInput } from "./segment-input.ts";

/** The facts by which RFM scores, in the fields of its definition. */
const rfmFacts = { recency: "usage_recency_days", frequency: "active_days_28", monetary: "arr" } as const;

/** The definition in an input, or null when it has none. Throws `InvalidInputError`. */
export function definitionOf(input: DefinitionInput): SegmentDefinition | null {
  const { method, rule, features, clusters, seed } = input;
  if (Object.values({ method, rule, features, clusters, seed }).every((each) => each === undefined)) return null;
  if (method === "k_means") {
    refuse({ rule }, method);
    return { method, features: parseFeatures(features), clusters: required(clusters, "clusters"), seed: seed ?? 1 };
  }
  refuse({ features, clusters, seed }, method ?? "rule");
  if (method === "rfm") {
    refuse({ rule }, method);
    return { method, ...rfmFacts };
  }
  return { method: "rule", rule: parseRule(required(rule, "rule")) };
}

/** The names of all facts that a definition reads, each once. */
export function factsIn(definition: SegmentDefinition): string[] {
  if (definition.method === "k_means") return [...definition.features];
  if (definition.method === "value_tiers")
    return definition.potentialWeight > 0 ? ["arr", "seat_utilisation"] : ["arr"];
  if (definition.method === "rfm") return [definition.recency, definition.frequency, definition.monetary];
  return [...new Set(factsInRule(definition.rule))];
}

/** Those of the facts that are measures. */
export function measuresIn(definition: SegmentDefinition): string[] {
  const facts = factsIn(definition);
  return measureIds.filter((id) => facts.includes(id));
}

function factsInRule(rule: SegmentRule): string[] {
  if ("all" in rule) return rule.all.flatMap(factsInRule);
  if ("any" in rule) return rule.any.flatMap(factsInRule);
  return "not" in rule ? factsInRule(rule.not) : [rule.fact];
}

function parseFeatures(features: readonly string[] | undefined): string[] {
  return required(features, "features").map((name, index, all) => {
    const field = `features[${index}]`;
    const fact = requireFact(name, field);
    if (!isNumber(fact)) throw new InvalidInputError(`${name} is no number.`, { field });
    if (all.indexOf(name) < index) throw new InvalidInputError(`${name} is given twice.`, { field });
    return name;
  });
}

function required<Value>(value: Value | undefined, field: string): Value {
  if (value !== undefined) return value;
  throw new InvalidInputError(`${field}: is required.`, { field, hint: `Give ${field}.` });
}

function refuse(fields: Readonly<Record<string, unknown>>, method: string): void {
  const field = Object.keys(fields).find((name) => fields[name] !== undefined);
  if (field)
    throw new InvalidInputError(`${field} does not belong to method ${method}.`, { field, hint: "Leave it out." });
}
