import { describe, expect, it } from "vitest";
import type { Outcome } from "./suite.ts";
import { verdictOf } from "./verdict.ts";

const passed = { id: "one", status: "SUCCESS", details: {} } as const;
const warning = (id: string) => ({ id, status: "WARNING", errorMessage: "should" }) as const;
const outcome = (some: Partial<Outcome>): Outcome => {
  return { scenario: "ping", passed: [passed], failed: [], warnings: [], said: "", ...some };
};

describe("a scenario", () => {
  it("passes when all of its checks do", () => {
    expect(verdictOf(outcome({})).result).toBe("ok");
  });

  it.each([
    ["nothing was checked", { passed: [], said: "connection refused" }, "connection refused"],
    [
      "a check failed",
      { failed: [{ id: "two", status: "FAILURE", errorMessage: "missing" } as const] },
      "two: missing",
    ],
    ["a check warned", { warnings: [warning("three")] }, "three: should"],
  ])("fails when %s", (_, some, why) => {
    expect(verdictOf(outcome(some))).toEqual({ result: "FAILED", why });
  });

  it("that calls a tool fails when another text than the tool's came back", () => {
    const scenario = "tools-call-simple-text";
    const answered = (text: string) => [{ ...passed, details: { result: { content: [{ type: "text", text }] } } }];
    const missing = outcome({ scenario, passed: answered("There is no tool test_simple_text") });
    expect(verdictOf(missing).result).toBe("FAILED");
    const there = outcome({ scenario, passed: answered("This is a simple text response for testing.") });
    expect(verdictOf(there).result).toBe("ok");
  });

  it("about streams that are resumed is refused, and fails for any other reason", () => {
    const scenario = "server-sse-polling";
    const warnings = [warning("server-sse-priming-event"), warning("server-sse-retry-field")];
    expect(verdictOf(outcome({ scenario, passed: [], warnings })).result).toBe("refused");
    const other = [...warnings, warning("server-sse-disconnect-resume")];
    expect(verdictOf(outcome({ scenario, warnings: other })).result).toBe("FAILED");
  });
});
