import type { SegmentCondition, SegmentRule } from "@cs/models";
import type { FactReading, MissingFact, ReadFact } from "./fact-reading.ts";

/** Whether a rule holds; null when what is not known would decide it. */
export interface Judgement {
  readonly holds: boolean | null;
  /** The facts that would decide it, each once; empty when it is decided. */
  readonly missing: readonly MissingFact[];
}

/**
 * Judges a rule in three values. A comparison with an unknown fact is unknown, and so is its negation; `all` fails as
 * soon as one part fails and `any` holds as soon as one part holds, whatever the rest would be.
 * Kleene, Introduction to Metamathematics (1952), section 64: strong connectives.
 */
export function judgeRule(rule: SegmentRule, read: ReadFact): Judgement {
  if ("all" in rule) return join(rule.all, false, read);
  if ("any" in rule) return join(rule.any, true, read);
  if ("not" in rule) {
    const { holds, missing } = judgeRule(rule.not, read);
    return { holds: holds === null ? null : !holds, missing };
  }
  return judgeCondition(rule, read(rule.fact));
}

/** The parts together, when one part that is `decisive` decides the whole. */
function join(parts: readonly SegmentRule[], decisive: boolean, read: ReadFact): Judgement {
  const missing = new Map<string, MissingFact>();
  for (const part of parts) {
    const judged = judgeRule(part, read);
    if (judged.holds === decisive) return { holds: decisive, missing: [] };
    for (const each of judged.missing) missing.set(each.fact, each);
  }
  return missing.size > 0 ? { holds: null, missing: [...missing.values()] } : { holds: !decisive, missing: [] };
}

function judgeCondition({ fact, op, value: wanted }: SegmentCondition, { value, reason }: FactReading): Judgement {
  if (op === "known" || op === "unknown") return decided((value !== null) === (op === "known"));
  if (value === null) return { holds: null, missing: [{ fact, reason }] };
  if (op === "in") return decided(Array.isArray(wanted) && wanted.includes(value));
  if (op === "=" || op === "!=") return decided((value === wanted) === (op === "="));
  if (typeof value !== "number" || typeof wanted !== "number") return decided(false);
  if (op === "<") return decided(value < wanted);
  if (op === "<=") return decided(value <= wanted);
  return decided(op === ">" ? value > wanted : value >= wanted);
}

function decided(holds: boolean): Judgement {
  return { holds, missing: [] };
}
