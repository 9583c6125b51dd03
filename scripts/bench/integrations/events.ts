import { createMixpanel, type Mixpanel, type NewEvent } from "@cs/integrations/mixpanel";
import { Agent, request } from "undici";
import { medianOf, report } from "../report.ts";

const batch = 50;
const events = 20_000;
const rounds = 7;
/** As many as the buffer holds. */
const atOnce = 10_000;

const mixpanelAt = (baseUrl: string) =>
  createMixpanel({ baseUrl, serviceAccount: { projectId: "4711", username: "product", secret: "s3cr3t" } });

const eventOf = (index: number): NewEvent => ({
  name: "report_viewed",
  distinctId: `usr_${index % 1000}`,
  properties: { report: "health", seats: index % 40, plan: "pro", source: "web" },
});

/** Events through the buffer, and the same batches by a plain loop that stringifies and sends, by turns. */
export async function measureEvents(url: string): Promise<void> {
  const mixpanel = mixpanelAt(url);
  const dispatcher = new Agent();
  const times = { buffered: [] as number[], plain: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const plain = await timed(() => sendPlainly(`${url}/import`, dispatcher));
    const buffered = await timed(() => track(mixpanel, events));
    // The first warms up.
    if (round === 0) continue;
    times.plain.push(plain);
    times.buffered.push(buffered);
  }
  const [plain, buffered] = [medianOf(times.plain), medianOf(times.buffered)];
  const perSecond = (milliseconds: number) => (1000 * events) / milliseconds;
  report("a plain loop, events per second", perSecond(plain).toFixed(0));
  const ratio = { of: perSecond(buffered), to: perSecond(plain), label: "the plain loop" };
  report("through the buffer, events per second", perSecond(buffered).toFixed(0), ratio);
  await Promise.all([mixpanel.close(), dispatcher.close()]);
}

/** The heap after a collection, when a tenth and when all of a million events were tracked and sent. */
export async function measureMemory(url: string): Promise<void> {
  const mixpanel = mixpanelAt(url);
  await track(mixpanel, 100_000);
  const early = heap();
  await track(mixpanel, 900_000);
  const late = heap();
  report("heap after 100,000 events", `${(early / 1e6).toFixed(2)} MB`);
  report("heap after 1,000,000 events", `${(late / 1e6).toFixed(2)} MB`, { of: late, to: early, label: "that before" });
  await mixpanel.close();
}

async function track(mixpanel: Mixpanel, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const tracked = mixpanel.trackEvent(eventOf(index));
    if (tracked.outcome !== "done" || !tracked.value.buffered) throw new Error("an event was not buffered");
    if ((index + 1) % atOnce === 0) await mixpanel.flush();
  }
  await mixpanel.flush();
}

async function sendPlainly(url: string, dispatcher: Agent): Promise<void> {
  const headers = { authorization: "Basic eDp5", "content-type": "application/json" };
  for (let first = 0; first < events; first += batch) {
    const list = Array.from({ length: batch }, (_, index) => {
      const { name, distinctId, properties } = eventOf(first + index);
      return {
        event: name,
        properties: { ...properties, time: Date.now(), distinct_id: distinctId, $insert_id: `${first + index}` },
      };
    });
    const answer = await request(url, { dispatcher, method: "POST", headers, body: JSON.stringify(list) });
    await answer.body.json();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
