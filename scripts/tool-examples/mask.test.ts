import { expect, it } from "vitest";
import { mask } from "./mask.ts";

const time = { from: new Date("2027-01-01T10:00:00.000Z"), to: new Date("2027-01-01T10:05:00.000Z") };
const one = "cs_01M7ZBEMYGW0X1RW69HP3Q3K4H";
const two = "hs_01m7zbemyt8rq54ymbx2g24jjk";

it("numbers ids, levels moments of the run, and leaves everything else as it is", () => {
  const answer = {
    clients: [one, two, one],
    text: `see ${two}`,
    unknown: "cs_00000000000000000000000000",
    computedAt: "2027-01-01T10:01:02.003Z",
    occurredAt: "2026-06-19T15:10:00.000Z",
    quote: "⟦untrusted 0a1b2c3d4e5f⟧hello⟦/untrusted 0a1b2c3d4e5f⟧",
    nextCursor: "abc",
    previous: { nextCursor: null },
    error: { requestId: "0e0f" },
    score: 77.6668149697,
    reason: "demo delivered the stage on 2027-01-01, not since when it holds",
    renewsOn: "2027-01-01",
  };
  expect(mask(answer, time)).toEqual({
    ...answer,
    clients: ["cs_00000000000000000000000001", "hs_00000000000000000000000002", "cs_00000000000000000000000001"],
    text: "see hs_00000000000000000000000002",
    computedAt: "2026-06-30T12:00:00.000Z",
    quote: "⟦untrusted 000000000000⟧hello⟦/untrusted 000000000000⟧",
    nextCursor: "…",
    error: { requestId: "…" },
    reason: "demo delivered the stage on 2026-06-30, not since when it holds",
  });
});
