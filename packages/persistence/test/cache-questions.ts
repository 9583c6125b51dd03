import type { Cache, CachedQuestion } from "../src/index.ts";

type Question = CachedQuestion<{ readonly text: string }>;

/** A question about an account, the same each time but for what is given. */
export function question(parts: Partial<Question> = {}): Question {
  return {
    tenantId: "default",
    kind: "client_overview",
    clientId: "cs_1",
    basis: { today: "2024-06-30" },
    state: "1:1:",
    parse(value) {
      if (typeof value === "object" && value && "text" in value && typeof value.text === "string") {
        return { text: value.text };
      }
      throw new Error("that is no answer");
    },
    ...parts,
  };
}

/** What is stored behind a cache: an answer that changes, and how often it was loaded. */
export function source(text = "first") {
  const stored = { text, loads: 0 };
  return {
    stored,
    /** Asks a cache and gives what it answers. */
    async ask(cache: Cache, parts: Partial<Question> = {}) {
      const answer = await cache.through(question(parts), async () => {
        stored.loads += 1;
        return { text: stored.text };
      });
      return answer.text;
    },
  };
}

export const accountChanged = { accounts: new Set(["cs_1"]), everything: false };
export const everythingChanged = { accounts: new Set<string>(), everything: true };
