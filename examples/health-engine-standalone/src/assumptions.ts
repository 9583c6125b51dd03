import { measures } from "./measures.ts";

/** What the what-if form sends. */
export interface Assumptions {
  /** As it was typed, by measure. */
  readonly texts: Readonly<Record<string, string>>;
  /** The values to assume; null when one of them is wrong, and then `problem` says which. */
  readonly values: Readonly<Record<string, number>> | null;
  readonly problem: string | null;
}

/** Reads the query of the what-if form. A field left empty assumes nothing. */
export function readAssumptions(query: URLSearchParams): Assumptions {
  const texts = Object.fromEntries([...query].filter(([, text]) => text.trim() !== ""));
  const [problem] = Object.entries(texts).flatMap(([id, text]) => problemOf(id, text) ?? []);
  if (problem !== undefined) return { texts, values: null, problem };
  const values = Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, Number(text)]));
  return { texts, values, problem: null };
}

function problemOf(id: string, text: string): string | null {
  const measure = Object.hasOwn(measures, id) ? measures[id] : undefined;
  if (!measure) return `There is no measure "${id}".`;
  const value = Number(text);
  if (value >= 0 && value <= (measure.maximum ?? Number.MAX_VALUE)) return null;
  const limits = measure.maximum === null ? "from 0" : `from 0 to ${measure.maximum}`;
  return `${measure.label} is "${text}"; give a number ${limits}.`;
}
