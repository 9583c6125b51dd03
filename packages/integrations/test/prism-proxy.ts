import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { correctedDescription } from "./corrected-description.ts";
import { openRelay, startPrism, vendorSpecs } from "./prism.ts";

export interface PrismProxy {
  /** Where calls go: to the upstream, by way of Prism. */
  readonly url: string;
  /** What Prism found wrong with the requests, or with what the upstream answered, since the last test. */
  readonly violations: string[];
}

/**
 * Puts Prism between calls and a server of a test, for all tests of a file, so that the server cannot drift from the vendor's
 * description. `upstream` is asked after the hooks before this one.
 */
export function usePrismProxy(description: string, upstream: () => string, correction: object = {}): PrismProxy {
  const proxy = { url: "", violations: [] as string[] };
  const stops: (() => unknown)[] = [];
  beforeAll(async () => {
    const corrected = await correctedDescription(join(vendorSpecs, description), correction);
    stops.push(corrected.remove);
    const started = await startPrism("proxy", corrected.file, upstream(), "--errors");
    stops.push(started.stop);
    const relay = await openRelay(started.port, { onViolations: (found) => proxy.violations.push(found) });
    stops.push(relay.stop);
    proxy.url = relay.url;
  }, 60_000);
  beforeEach(() => {
    proxy.violations.length = 0;
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));
  return proxy;
}
