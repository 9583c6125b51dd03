import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { setTimeZone } from "../src/index.ts";

const store = useTestStore();
const set = async (timeZone: string) => setTimeZone({ ...store, timeZone, actor: "ann" });

it.each(Intl.supportedValuesOf("timeZone").filter((_, index) => index % 40 === 0))("takes %s", async (zone) => {
  expect(await set(zone)).toMatchObject({ timeZone: zone });
});

it.each([
  ["utc", "UTC"],
  ["Asia/Calcutta", "Asia/Calcutta"],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["america/new_york", "America/New_York"],
])("takes %s as %s", async (given, stored) => {
  expect(await set(given)).toMatchObject({ timeZone: stored });
});

it.each(["+02:00", "-5", "UTC+2", "GMT-3", "2", "Mars/Olympus", "", "Europe/Berlin; DROP TABLE"])(
  "refuses %j",
  async (zone) => {
    await expect(set(zone)).rejects.toMatchObject({ code: "invalid_input", field: "timeZone" });
  },
);
