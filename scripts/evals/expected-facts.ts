import type { EvalTask, ExpectedFacts } from "./task.ts";

/** Gives the rows of a statement. */
type Query = (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Computes what a right answer to a task says, from the tables. Throws when a statement finds nothing. */
export async function expectedFacts({ id, facts, onlyThese }: EvalTask, query: Query): Promise<ExpectedFacts> {
  const column = async (statement: string | undefined) => {
    if (statement === undefined) return [];
    const rows = await query(`SELECT fact::text FROM (${statement}) AS facts (fact)`);
    const values = rows.map(({ fact }) => fact);
    if (values.length === 0 || values.includes(null)) throw new Error(`${id}: nothing is found by ${statement}`);
    return values.map(String);
  };
  const texts = await column(facts.texts);
  const names = onlyThese ? await column("SELECT client_name FROM cs.accounts") : [];
  return {
    texts: texts.toSorted(),
    numbers: (await column(facts.numbers)).map(Number),
    dates: (await column(facts.dates)).toSorted(),
    forbidden: names.filter((name) => !texts.includes(name)).toSorted(),
  };
}
