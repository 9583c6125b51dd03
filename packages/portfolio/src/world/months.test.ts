import { dateOfDayNumber, dayNumber } from "@cs/models";
import { expect, test } from "vitest";
import { addMonths } from "./months.ts";

test.each([
  ["2024-01-31", 1, "2024-02-29"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2024-11-15", 3, "2025-02-15"],
])("%s and %d months is %s", (date, months, later) => {
  expect(dateOfDayNumber(addMonths(dayNumber(date), months))).toBe(later);
});
