/** Questions to the database, each of one column; every row is a fact. */
export interface FactQueries {
  /** Words that the answer must contain, as names of accounts. */
  readonly texts?: string;
  /** Numbers it must contain: counts, scores, amounts of money in whole units, shares as 0-1. */
  readonly numbers?: string;
  readonly dates?: string;
}

/** A call that leads to the answer; `client` gives the id of the account with a name. */
export interface ReferenceCall {
  readonly tool: string;
  input(client: (name: string) => string): object;
}

/** Something a customer success manager would ask, and what a right answer says. */
export interface EvalTask {
  readonly id: string;
  readonly question: string;
  /** Facts by a calculation of its own: SQL over the facts, not through the product's operations. */
  readonly facts: FactQueries;
  /** Whether the answer names accounts and must name no other. */
  readonly onlyThese?: boolean;
  /** Facts that no answer of a tool contains as such: the sum of some, the best of some. */
  readonly concluded?: boolean;
  /** One way to the answer, with as few calls as possible. */
  readonly calls: readonly ReferenceCall[];
}

/** What a right answer to a task says. */
export interface ExpectedFacts {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** As YYYY-MM-DD. */
  readonly dates: readonly string[];
  /** Names of accounts that it must not say. */
  readonly forbidden: readonly string[];
}
