import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request as askHttp, createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { freePort } from "@cs/testing";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";

const repository = join(import.meta.dirname, "..", "..", "..");

/** Where the vendors' descriptions of their interfaces are. */
export const vendorSpecs = process.env["VENDOR_SPECS_DIR"] ?? join(repository, "..", "shared", "vendor-specs");

/** Tests against a vendor's description; skipped, and named so, where the descriptions are absent. */
export const describeContract = (name: string, tests: () => void) =>
  existsSync(vendorSpecs)
    ? describe(name, tests)
    : describe.skip(`${name} (no vendor descriptions in ${vendorSpecs}: set VENDOR_SPECS_DIR)`, tests);

export interface Prism {
  /** Where calls go: to Prism, by way of what notes its answers. */
  readonly url: string;
  /** The status that it answers with, where the description has one; null for that of success. */
  code: number | null;
  /** What it found wrong with the requests since the last test. */
  readonly violations: string[];
}

/** A server that checks every request against a vendor's description and answers with its examples, for all tests of a file. */
export function usePrism(description: string): Prism {
  const prism = { url: "", code: null as number | null, violations: [] as string[] };
  const stops: (() => unknown)[] = [];
  beforeAll(async () => {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [prismProgram(), "mock", join(vendorSpecs, description), "-h", "127.0.0.1", "-p", `${port}`],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    stops.push(() => child.kill());
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`prism ended with ${code}`)));
      child.stdout.on("data", (data) => {
        if (String(data).includes("is listening")) resolve();
      });
    });
    const notes = createServer((request, response) => {
      const headers = { ...request.headers, ...(prism.code !== null && { prefer: `code=${prism.code}` }) };
      const { url: path, method } = request;
      const onward = askHttp({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
        const found = answer.headers["sl-violations"];
        if (found) prism.violations.push(String(found));
        // How long is waited is tested elsewhere.
        const { "retry-after": _, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 500, headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    stops.push(() => notes.close());
    notes.listen(0, "127.0.0.1");
    await once(notes, "listening");
    prism.url = `http://127.0.0.1:${(notes.address() as AddressInfo).port}`;
  }, 60_000);
  beforeEach(() => {
    prism.code = null;
    prism.violations.length = 0;
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));
  return prism;
}

function prismProgram(): string {
  const manifest = createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json");
  return join(dirname(manifest), "dist", "index.js");
}
