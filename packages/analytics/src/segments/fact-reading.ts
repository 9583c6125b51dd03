/** What is known of a fact of an account: a value, or why there is none. */
export type FactReading =
  | { readonly value: number | string; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/** Gives the facts of one account by name. */
export type ReadFact = (fact: string) => FactReading;

/** A fact that would have been needed, and why it is not known. */
export interface MissingFact {
  readonly fact: string;
  readonly reason: string;
}
