import { observe } from "@cs/health-engine";
import { type AccountFacts, known, type LifecycleStage, type Reading, unknown } from "@cs/models";
import { labelOf } from "../outputs/reasons.ts";
import { type Criterion, criteria } from "./criteria.ts";
import { allowedMoves, isStepBack } from "./moves.ts";
import { termFacts } from "./term-facts.ts";

export const verdicts = ["for", "against", "unknown"] as const;
export type Verdict = (typeof verdicts)[number];

/** One fact that speaks for a move, against it, or is not known. */
export interface Evidence {
  readonly measure: string;
  readonly label: string;
  readonly verdict: Verdict;
  readonly value: number | null;
  /** What speaks for the move, as `>= 0.5`. */
  readonly needs: string;
  /** Why the value is not known. */
  readonly reason: string | null;
}

export interface EvaluatedMove {
  readonly to: LifecycleStage;
  /** Against when anything is; for only when everything is. */
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
}

/** Where an account may go from its stage, and what its facts say to that. */
export function evaluateMoves(from: LifecycleStage | null, facts: AccountFacts): EvaluatedMove[] {
  const read = readerOf(facts);
  return allowedMoves(from).map((to) => {
    const evidence = evidenceOf(from, to, read);
    return { to, verdict: verdictOf(evidence), evidence };
  });
}

type Read = (measure: Criterion["measure"]) => Reading & { readonly label: string };

function readerOf(facts: AccountFacts): Read {
  const measured = observe(facts);
  return (measure) => {
    if (measure === "running_terms" || measure === "churns_in_effect") {
      return { label: termFacts[measure].label, ...termFacts[measure].read(facts) };
    }
    const observation = measured[measure];
    const reading = observation.value === null ? unknown(observation.reason) : known(observation.value);
    return { label: labelOf(measure), ...reading };
  };
}

/** For a step up what the new stage asks for; for a step back what the present one asks for and does not find. */
function evidenceOf(from: LifecycleStage | null, to: LifecycleStage, read: Read): Evidence[] {
  const back = from !== null && isStepBack(from, to);
  return criteria[back ? from : to].map((criterion) => {
    const { value, reason, label } = read(criterion.measure);
    const speaksFor = value !== null && holds(criterion, value) !== back;
    const verdict = value === null ? "unknown" : speaksFor ? "for" : "against";
    return { measure: criterion.measure, label, verdict, value, needs: needsOf(criterion, back), reason };
  });
}

function holds({ comparison, limit }: Criterion, value: number): boolean {
  return comparison === "at_least" ? value >= limit : value <= limit;
}

function needsOf({ comparison, limit }: Criterion, back: boolean): string {
  const sign = comparison === "at_least" ? (back ? "<" : ">=") : back ? ">" : "<=";
  return `${sign} ${limit}`;
}

function verdictOf(evidence: readonly Evidence[]): Verdict {
  if (evidence.some(({ verdict }) => verdict === "against")) return "against";
  return evidence.every(({ verdict }) => verdict === "for") ? "for" : "unknown";
}
