import { InvalidInputError, type SegmentCondition, type SegmentRule, segmentOperators } from "@cs/models";
import { suggest } from "../../operation/suggest.ts";
import { type SegmentFact, segmentFacts } from "./segment-fact.ts";

const deepest = 8;
const mostParts = 50;
const forms = 'Give {"all": […]}, {"any": […]}, {"not": {…}} or {"fact", "op", "value"}.';

/**
 * A rule as callers write it: conditions under and, or and not, at most 8 deep.
 *
 * @throws InvalidInputError that names the place of the first fault.
 */
export function parseRule(given: unknown, path = "rule", depth = 1): SegmentRule {
  if (given === null || typeof given !== "object" || Array.isArray(given)) throw fault(path, "is no rule", forms);
  if (depth > deepest) throw fault(path, `lies more than ${deepest} deep`, "Use fewer levels.");
  const [key, ...others] = Object.keys(given);
  if (key !== "all" && key !== "any" && key !== "not") return parseCondition({ ...given }, path);
  if (others.length > 0) throw fault(path, `has "${key}" and more`, forms);
  const inner: unknown = Reflect.get(given, key);
  if (key === "not") return { not: parseRule(inner, `${path}.not`, depth + 1) };
  if (!Array.isArray(inner) || inner.length === 0 || inner.length > mostParts) {
    throw fault(`${path}.${key}`, `must be a list of 1 to ${mostParts} rules`, forms);
  }
  const parts = inner.map((part, index) => parseRule(part, `${path}.${key}[${index}]`, depth + 1));
  return key === "all" ? { all: parts } : { any: parts };
}

function parseCondition(given: Readonly<Record<string, unknown>>, path: string): SegmentCondition {
  const { fact: name, op: wanted, value = null, ...more } = given;
  const [other] = Object.keys(more);
  if (other !== undefined || typeof name !== "string") {
    throw fault(path, other === undefined ? "has no fact" : `has an unknown field "${other.slice(0, 60)}"`, forms);
  }
  const fact = requireFact(name, `${path}.fact`);
  const op = segmentOperators.find((each) => each === wanted);
  const fitting = segmentOperators.filter((each) => isNumber(fact) || !/[<>]/.test(each));
  if (op === undefined || !fitting.includes(op)) {
    throw fault(`${path}.op`, `must be one of ${fitting.join(" ")} for ${fact.name}`);
  }
  if (op === "known" || op === "unknown") {
    if (value !== null) throw fault(`${path}.value`, `means nothing with ${op}`, "Leave it out.");
    return { fact: fact.name, op, value };
  }
  if (op !== "in") return { fact: fact.name, op, value: parseValue(value, fact, `${path}.value`) };
  if (!Array.isArray(value) || value.length === 0 || value.length > mostParts) {
    throw fault(`${path}.value`, `must be a list of 1 to ${mostParts} values`);
  }
  return { fact: fact.name, op, value: value.map((each, index) => parseValue(each, fact, `${path}.value[${index}]`)) };
}

/** @throws InvalidInputError with the name it resembles, or all there are. */
export function requireFact(name: string, field: string): SegmentFact {
  const fact = segmentFacts.get(name);
  if (fact) return fact;
  const known = [...segmentFacts.keys()];
  const near = suggest(name, known);
  const hint = near ? `Did you mean "${near}"?` : `Facts: ${known.join(", ")}.`;
  throw fault(field, `is no fact: "${name.slice(0, 60)}"`, hint);
}

export function isNumber({ words }: SegmentFact): boolean {
  return words === undefined;
}

function parseValue(value: unknown, fact: SegmentFact, path: string): number | string {
  const { name, words } = fact;
  if (isNumber(fact)) {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw fault(path, `must be a number for ${name}`);
  }
  if (typeof value !== "string" || value.length > 200) throw fault(path, `must be a text for ${name}`);
  if (!words || words.includes(value)) return value;
  throw fault(path, `is no ${name}: "${value.slice(0, 60)}"`, `Give one of ${words.join(", ")}.`);
}

function fault(field: string, message: string, hint?: string): InvalidInputError {
  return new InvalidInputError(`${field} ${message}.`, { field, hint });
}
