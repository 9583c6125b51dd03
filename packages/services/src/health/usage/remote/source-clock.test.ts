import { describe, expect, it } from "vitest";
import { sourceClock } from "./source-clock.ts";

describe("the clock of a source", () => {
  // Offsets of the IANA time zone database; Berlin puts its clocks back from 03:00 to 02:00 on 27 October 2024.
  it.each([
    ["UTC", "2024-10-27T02:30:00.123Z", "2024-10-27T02:30:00.123Z"],
    ["Asia/Kolkata", "2024-06-03T00:15:59.999Z", "2024-06-02T18:45:59.999Z"],
    ["America/Los_Angeles", "2024-06-03T23:00:00.000Z", "2024-06-04T06:00:00.000Z"],
    ["America/Los_Angeles", "2024-01-03T23:00:00.000Z", "2024-01-04T07:00:00.000Z"],
    ["Europe/Berlin", "2024-10-27T01:59:59.001Z", "2024-10-26T23:59:59.001Z"],
    ["Europe/Berlin", "2024-10-27T02:30:00.000Z", "2024-10-27T00:30:00.000Z"],
    ["Europe/Berlin", "2024-10-27T03:00:00.000Z", "2024-10-27T02:00:00.000Z"],
  ])("in %s showed %s at %s", (zone, shown, at) => {
    expect(sourceClock(zone, "2024-12-31", new Date()).instantOf(shown)).toBe(at);
  });

  it.each([
    ["Pacific/Kiritimati", "2024-07-01T11:00:00Z", "2024-07-02"],
    ["Pacific/Pago_Pago", "2024-07-01T10:00:00Z", "2024-06-30"],
    ["UTC", "2030-01-01T00:00:00Z", "2024-07-01"],
  ])("in %s shows a day that is not always that of the tenant", (zone, now, day) => {
    expect(sourceClock(zone, "2024-06-30", new Date(now)).lastDay).toBe(day);
  });
});
