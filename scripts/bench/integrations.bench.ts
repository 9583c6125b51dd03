import { loadavg } from "node:os";
import { measureEvents, measureMemory } from "./integrations/events.ts";
import { measureOverhead } from "./integrations/overhead.ts";
import { startVendor } from "./integrations/start-vendor.ts";
import { report } from "./report.ts";

/**
 * What adapters cost: a call beside the same request without an adapter, events through Mixpanel's buffer beside a plain loop,
 * and the memory of a million events. The vendor is a local server in a process of its own.
 */
const vendor = await startVendor();
report("load of the machine", loadavg()[0]?.toFixed(1) ?? "");
await measureOverhead(vendor.url);
await measureEvents(vendor.url);
await measureMemory(vendor.url);
vendor.stop();
