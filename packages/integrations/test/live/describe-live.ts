import { describe } from "vitest";

/**
 * Tests against a vendor itself. They run with `CS_LIVE_TESTS=1` and the settings of a sandbox: what they create there stays
 * there. Skipped, and named so, otherwise.
 */
export function describeLive<Name extends string>(
  vendor: string,
  names: readonly Name[],
  tests: (settings: Readonly<Record<Name, string>>) => void,
): void {
  const settings = Object.fromEntries(names.map((name) => [name, process.env[name] ?? ""])) as Record<Name, string>;
  const missing = names.filter((name) => settings[name] === "");
  if (process.env["CS_LIVE_TESTS"] !== "1") {
    describe.skip(`${vendor}, live (set CS_LIVE_TESTS=1 and ${names.join(", ")})`, () => tests(settings));
  } else if (missing.length > 0) {
    describe.skip(`${vendor}, live (not set: ${missing.join(", ")})`, () => tests(settings));
  } else {
    describe(`${vendor}, live`, () => tests(settings));
  }
}
