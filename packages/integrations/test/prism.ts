import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request as askHttp, createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort } from "@cs/testing";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { correctedDescription } from "./corrected-description.ts";

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

/**
 * A server that checks every request against a vendor's description and answers with its examples, for all tests of a file.
 * `correction` is what is put right in the description; see `correctedDescription`.
 */
export function usePrism(description: string, correction: object = {}): Prism {
  const prism = { url: "", code: null as number | null, violations: [] as string[] };
  const stops: (() => unknown)[] = [];
  beforeAll(async () => {
    const corrected = await correctedDescription(join(vendorSpecs, description), correction);
    stops.push(corrected.remove);
    const started = await startPrism("mock", corrected.file);
    stops.push(started.stop);
    const relay = await openRelay(started.port, {
      headers: () => (prism.code === null ? {} : { prefer: `code=${prism.code}` }),
      onViolations: (found) => prism.violations.push(found),
    });
    stops.push(relay.stop);
    prism.url = relay.url;
  }, 60_000);
  beforeEach(() => {
    prism.code = null;
    prism.violations.length = 0;
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));
  return prism;
}

/** Starts Prism, as `mock description` or `proxy description upstream --errors`, and waits until it listens. */
export async function startPrism(...command: readonly string[]) {
  const port = await freePort();
  const child = spawn(process.execPath, [prismProgram(), ...command, "-h", "127.0.0.1", "-p", `${port}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`prism ended with ${code}`)));
    child.stdout.on("data", (data) => {
      if (String(data).includes("is listening")) resolve();
    });
  });
  return { port, stop: () => child.kill() };
}

interface RelayOptions {
  /** Sent to Prism besides those of the request. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Told what Prism found wrong with a request or its answer. */
  readonly onViolations: (found: string) => void;
}

/** Passes requests on to Prism and notes what it says of them. */
export async function openRelay(port: number, { headers = () => ({}), onViolations }: RelayOptions) {
  const server = createServer((request, response) => {
    const { url: path, method } = request;
    const sent = { ...request.headers, ...headers() };
    const onward = askHttp({ host: "127.0.0.1", port, path, method, headers: sent }, async (answer) => {
      const body = await text(answer);
      // Prism says it in a header, or with an answer of its own.
      const problem = answer.headers["content-type"] === "application/problem+json" ? body : undefined;
      const found = answer.headers["sl-violations"] ?? problem;
      if (found !== undefined) onViolations(String(found));
      // How long is waited is tested elsewhere.
      const { "retry-after": _, ...received } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, received).end(body);
    });
    request.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

function prismProgram(): string {
  const manifest = createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json");
  return join(dirname(manifest), "dist", "index.js");
}
