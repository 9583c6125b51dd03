import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  calendarDateIn,
  calendarDateSchema,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
} from "./calendar-date.ts";

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("a calendar date", () => {
  it("is accepted exactly when the day exists", () => {
    for (const text of ["2024-02-29", "2000-02-29", "1999-12-31"]) expect(calendarDateSchema.parse(text)).toBe(text);
    for (const text of ["2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00"]) {
      expect(calendarDateSchema.safeParse(text).success, text).toBe(false);
    }
  });

  it.each([
    "",
    "2024-1-1",
    "24-01-01",
    "2024/01/01",
    "2024-01-01T00:00:00Z",
    " 2024-01-01",
    "2024-01-01\n",
    "+02024-01-01",
  ])("is not %j", (text) => {
    expect(calendarDateSchema.safeParse(text).success).toBe(false);
  });

  it("comes back from its day number, and adding days counts them", () => {
    expect(dayNumber("1970-01-01")).toBe(0);
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2024-03-01", -366)).toBe("2023-03-01");
    fc.assert(
      fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });

  it("sorts as text as it sorts in time", () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(a < b).toBe(dayNumber(a) < dayNumber(b));
      }),
    );
  });

  it("is the day of an instant in a zone", () => {
    const instant = new Date("2024-12-31T23:30:00Z");
    expect(calendarDateIn("UTC", instant)).toBe("2024-12-31");
    expect(calendarDateIn("Europe/Berlin", instant)).toBe("2025-01-01");
    expect(calendarDateIn("America/New_York", new Date("2024-03-10T04:59:59Z"))).toBe("2024-03-09");
    expect(calendarDateIn("Pacific/Kiritimati", new Date("2024-12-31T10:00:00Z"))).toBe("2025-01-01");
  });
});
