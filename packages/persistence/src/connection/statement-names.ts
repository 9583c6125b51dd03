import { LRUCache } from "lru-cache";

/** Gives a statement the name under which it is prepared, or undefined when it is not. */
export type NameOfStatement = (text: string) => string | undefined;

/** How often a statement comes before it gets a name: preparing what comes once is not worth it. */
const often = 3;
/** A connection keeps what has a name until it closes. */
const mostNames = 300;

/**
 * Names for the questions that come again and again. PostgreSQL keeps a statement with a name ready on its connection: it
 * does not parse it again, nor plan it once one plan for all values has turned out to be as good as one for these.
 */
export function createStatementNames(): NameOfStatement {
  const names = new Map<string, string>();
  const times = new LRUCache<string, number>({ max: 1000 });
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames || !isQuestion(text)) return known;
    const count = (times.get(text) ?? 0) + 1;
    times.set(text, count);
    if (count < often) return undefined;
    const name = `cs_${names.size + 1}`;
    names.set(text, name);
    times.delete(text);
    return name;
  };
}

function isQuestion(text: string): boolean {
  return /^\s*(select|with)\b/i.test(text);
}
