import { InvalidInputError } from "@cs/models";
import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import { toCommitError, toDatabaseError } from "../src/connection/database-error.ts";

const answered = (code: string) => Object.assign(new DatabaseError("said by PostgreSQL", 0, "error"), { code });
const system = (code: string) => Object.assign(new Error(`read ${code}`), { code });

const unknown = {
  code: "persistence",
  retryable: false,
  message: expect.stringMatching(/not known whether it did\.$/),
};
const unchanged = { code: "persistence", retryable: true, hint: expect.stringMatching(/^Nothing was changed/) };

/** SQLSTATEs of PostgreSQL's documentation, appendix A, after which the same call can succeed. */
const passing = ["57014", "55P03", "40001", "40P01", "53100", "53200", "53300", "25P03", "25P04"];
const broken = [
  ...["08006", "57P01", "57P02"].map(answered),
  ...["ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"].map(system),
  ...["Connection terminated unexpectedly", "Query read timeout"].map((message) => new Error(message)),
];

describe("a failure of the database", () => {
  it.each(passing)("with SQLSTATE %s changed nothing and can be tried again, also when it is of the commit", (code) => {
    expect(toDatabaseError(answered(code))).toMatchObject(unchanged);
    expect(toCommitError(answered(code))).toMatchObject(unchanged);
  });

  it.each(broken)("without an answer changed nothing before the commit; of the commit nobody knows: %s", (error) => {
    expect(toDatabaseError(error)).toMatchObject({ ...unchanged, cause: error });
    expect(toCommitError(error)).toMatchObject({ ...unknown, cause: error });
  });

  it.each([answered("23505"), answered("42P01")])("that is a defect stays one: %s", (error) => {
    expect(toDatabaseError(error)).toBe(error);
    expect(toCommitError(error)).toBe(error);
  });

  it("that nobody foresaw leaves open what became of the commit", () => {
    const error = new Error("53 things went wrong");
    expect(toDatabaseError(error)).toBe(error);
    expect(toCommitError(error)).toMatchObject(unknown);
  });

  it("is not what an operation says itself", () => {
    const error = new InvalidInputError("no");
    expect(toDatabaseError(error)).toBe(error);
  });
});
