import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bufferLimits } from "../src/mixpanel/buffer-limits.ts";
import { createSendBuffer } from "../src/mixpanel/send-buffer.ts";

/** What the way to the vendor does with a batch; the last happens after the vendor took it. */
const fates = ["taken", "partly", "lost_before", "lost_after"] as const;
type Fate = (typeof fates)[number];

interface Item {
  readonly id: number;
  readonly bytes: number;
}

/** A vendor that a scheduler lets answer whenever it likes, each time with the next fate; in the end all is taken. */
function vendor(scheduler: fc.Scheduler, upcoming: Fate[]) {
  const received: number[] = [];
  const refused: number[] = [];
  let [underWay, mostUnderWay] = [0, 0];
  return {
    received,
    refused,
    most: () => mostUnderWay,
    async send(batch: readonly Item[]): Promise<number> {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      try {
        await scheduler.schedule(Promise.resolve(), "on the way");
        const fate = upcoming.shift() ?? "taken";
        if (fate === "lost_before") throw new Error(fate);
        const ids = batch.map(({ id }) => id);
        const taken = fate === "partly" ? ids.slice(1) : ids;
        received.push(...taken);
        await scheduler.schedule(Promise.resolve(), "on the way back");
        if (fate === "lost_after") throw new Error(fate);
        refused.push(...ids.slice(0, ids.length - taken.length));
        return taken.length;
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** Items are added and flushed in any order, while batches are under way and fail. */
async function race(
  scheduler: fc.Scheduler,
  steps: readonly ("add" | "flush")[],
  upcoming: Fate[],
  limits: { batchItems: number; items: number },
) {
  const there = vendor(scheduler, upcoming);
  const buffer = createSendBuffer<Item>({
    limits: bufferLimits({ ...limits, flushAfterMs: 3_600_000 }),
    send: there.send,
    waitAfter: () => 0,
    onLeft: () => {},
  });
  const added: number[] = [];
  let overflowed = 0;
  const flushes: Promise<unknown>[] = [];
  const running = steps.map(async (step, id) => {
    await scheduler.schedule(Promise.resolve(), step);
    if (step === "flush") {
      const before = added.length;
      flushes.push(
        buffer.flush().then(
          ({ taken, refused }) => expect(taken + refused).toBeGreaterThanOrEqual(before),
          () => {},
        ),
      );
    } else if (buffer.add({ id, bytes: 1 }) === null) added.push(id);
    else overflowed += 1;
  });
  await scheduler.waitFor(Promise.all(running));
  await scheduler.waitFor(Promise.all(flushes));
  // Every attempt takes one fate away, so that this ends.
  for (;;) {
    const counts = await scheduler.waitFor(buffer.flush().catch(() => null));
    if (counts) return { there, added, counts, overflowed };
  }
}

const limits = fc.record({ batchItems: fc.integer({ min: 1, max: 4 }), items: fc.integer({ min: 1, max: 12 }) });
const steps = fc.array(fc.constantFrom("add" as const, "add" as const, "flush" as const), { maxLength: 30 });

describe("adding and flushing in any order", () => {
  it("sends each item exactly once and in order, when nothing fails after it was taken", async () => {
    const fate = fc.constantFrom<Fate>("taken", "partly", "lost_before");
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, fc.array(fate, { maxLength: 12 }), limits, async (...given) => {
        const { there, added, counts, overflowed } = await race(...given);
        const once = [...there.received, ...there.refused].toSorted((a, b) => a - b);
        expect(once).toEqual(added.toSorted((a, b) => a - b));
        expect(there.received).toEqual(added.filter((id) => there.received.includes(id)));
        expect(counts).toEqual({
          taken: there.received.length,
          refused: there.refused.length,
          waiting: 0,
          overflowed,
        });
        expect(there.most()).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it("loses none, and repeats only whole batches whose answer was lost", async () => {
    const fate = fc.constantFrom(...fates);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, fc.array(fate, { maxLength: 12 }), limits, async (...given) => {
        const { there, added } = await race(...given);
        const arrived = new Set([...there.received, ...there.refused]);
        expect([...arrived].toSorted((a, b) => a - b)).toEqual(added.toSorted((a, b) => a - b));
        expect(there.most()).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
