import { until, useTestStore } from "@cs/testing";
import { afterEach, describe, expect, it } from "vitest";
import { type Jobs, standFor } from "../src/index.ts";

const store = useTestStore({ poolSize: 4 });
const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
  await store.query("DELETE FROM cs_jobs.job");
});

const errors: Error[] = [];
const onError = (error: Error) => errors.push(error);

async function open(works: boolean): Promise<Jobs> {
  const jobs = await store.persistence.openJobs({ works, onError });
  opened.push(jobs);
  return jobs;
}

describe("jobs", () => {
  it("wait until a worker comes, are done once by one of several, and are listed for their tenant", async () => {
    const queue = await open(false);
    await queue.add("rescore", { tenantId: "alpha" });
    await queue.add("rescore", { tenantId: "bravo" });
    expect(await queue.list("alpha")).toMatchObject([{ name: "rescore", tenantId: "alpha", state: "created" }]);
    const done: string[] = [];
    for (const worker of [await open(true), await open(true), await open(true)]) {
      await worker.work("rescore", async ({ data }) => void done.push(data.tenantId));
    }
    await until(async () => (await queue.list("alpha"))[0]?.state === "completed");
    await until(async () => (await queue.list("bravo"))[0]?.state === "completed");
    expect(done.toSorted()).toEqual(["alpha", "bravo"]);
    expect(await queue.list("charlie")).toEqual([]);
  });

  it("are added once while one for the tenant waits", async () => {
    const queue = await open(false);
    await Promise.all(Array.from({ length: 10 }, () => queue.add("rescore", { tenantId: "alpha" })));
    expect(await queue.list("alpha")).toHaveLength(1);
  });

  it("say why they failed and are tried again", async () => {
    const worker = await open(true);
    await worker.add("rescore", { tenantId: "alpha" });
    await worker.work("rescore", () => Promise.reject(new Error("the disk is full")));
    await until(async () => (await worker.list("alpha"))[0]?.state === "retry");
    expect((await worker.list("alpha"))[0]).toMatchObject({ failure: "the disk is full" });
  });

  it("end their signal when the worker stops", async () => {
    const worker = await open(true);
    await worker.add("rescore", { tenantId: "alpha" });
    let stopped = false;
    let started = false;
    await worker.work("rescore", async ({ signal }) => {
      started = true;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      stopped = true;
      signal.throwIfAborted();
    });
    await until(async () => started);
    await worker.stop();
    expect(stopped).toBe(true);
  });
});

describe("an office", () => {
  /** Stands for the office and notes when it is held. */
  function stand(name: string, held: Set<string>) {
    const candidacy = standFor({
      url: store.urls.applicationUrl,
      name: "test",
      askEveryMilliseconds: 50,
      onError,
      onElected: async () => {
        held.add(name);
        return { stop: async () => void held.delete(name) };
      },
    });
    opened.push(candidacy);
    return candidacy;
  }

  it("is held by one, and by the next when that one leaves or its connection breaks", async () => {
    const held = new Set<string>();
    const candidates = new Map(["a", "b", "c"].map((name) => [name, stand(name, held)]));
    await until(async () => held.size > 0);
    const [first = ""] = held;
    expect(held.size).toBe(1);
    await candidates.get(first)?.stop();
    await until(async () => held.size === 1 && !held.has(first));
    const [second = ""] = held;
    await store.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    await until(async () => held.size === 0 || !held.has(second));
    await until(async () => held.size === 1);
    expect([...candidates.keys()]).toContain([...held][0]);
  });
});
