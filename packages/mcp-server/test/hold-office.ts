import { asSuperuser, type TestStore } from "@cs/testing";
import { afterAll, beforeAll } from "vitest";

/** Holds the worker's office during all tests of a file, so that no server does background work on the store meanwhile. */
export function holdOffice(store: TestStore): void {
  let release = () => {};
  let held: Promise<void> | undefined;
  beforeAll(
    () =>
      new Promise<void>((taken, failed) => {
        held = asSuperuser(store.urls.superuserUrl, async (client) => {
          await client.query("SELECT pg_advisory_lock(hashtextextended('office worker', 0))");
          await new Promise<void>((resolve) => {
            release = resolve;
            taken();
          });
        });
        held.catch(failed);
      }),
  );
  afterAll(async () => {
    release();
    await held;
  });
}
