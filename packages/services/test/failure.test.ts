import {
  ConfigurationError,
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  PersistenceError,
} from "@cs/models";
import { describe, expect, it } from "vitest";
import { failureOf } from "../src/index.ts";

const none = { field: null, hint: null, requestId: "req-1" };

describe("what a caller is told of a failure", () => {
  it.each([
    [new InvalidInputError("Bad."), "invalid_input", false],
    [new NotFoundError("Gone."), "not_found", false],
    [new ConflictError("Stale."), "conflict", false],
    [new ForbiddenError("No."), "forbidden", false],
    [new ConfigurationError("Set it."), "configuration", false],
    [new PersistenceError("Down."), "persistence", true],
  ])("is the message and code of %s", (error, code, retryable) => {
    expect(failureOf(error, "req-1")).toEqual({ ...none, code, message: error.message, retryable });
  });

  it("is field and hint, but never the cause", () => {
    const cause = new Error("password=hunter2");
    const failure = failureOf(new InvalidInputError("Bad.", { field: "a[0].b", hint: "Fix it.", cause }), "req-1");
    expect(failure).toMatchObject({ field: "a[0].b", hint: "Fix it." });
    expect(JSON.stringify(failure)).not.toContain("hunter2");
  });

  it("is a plain sentence for a defect, whatever was thrown, with the request to look up", () => {
    const secrets = [
      new TypeError("SELECT secret FROM t"),
      new Error("secret"),
      "secret",
      { secret: 1 },
      null,
      undefined,
    ];
    for (const thrown of secrets) {
      const failure = failureOf(thrown, "req-1");
      expect(failure).toMatchObject({ code: "internal", retryable: false, requestId: "req-1" });
      expect(failure.hint).toContain("req-1");
      expect(JSON.stringify(failure)).not.toMatch(/secret|SELECT/);
    }
  });

  it("is that it was cancelled when it was", () => {
    const aborted = AbortSignal.abort().reason as unknown;
    expect(failureOf(aborted, "req-1")).toEqual({
      ...none,
      code: "cancelled",
      message: "The call was cancelled.",
      retryable: true,
    });
  });
});
