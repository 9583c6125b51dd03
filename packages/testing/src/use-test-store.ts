import { defaultTenantId } from "@cs/services";
import { afterAll, beforeAll } from "vitest";
import { createTestStore, type OwnedTestStore, type TestStore, type TestStoreOptions } from "./test-store.ts";

/** A test store for all tests of a file or `describe`: opened before the first, dropped after the last of them. */
export function useTestStore(options: TestStoreOptions = {}): TestStore {
  let opened: OwnedTestStore | undefined;
  beforeAll(async () => {
    opened = await createTestStore(options);
  });
  afterAll(() => opened?.dispose());

  const store = (): TestStore => {
    if (!opened) throw new Error("A test store opens before the first test: use it in tests and hooks only.");
    return opened;
  };
  return {
    get urls() {
      return store().urls;
    },
    get persistence() {
      return store().persistence;
    },
    get executor() {
      return store().executor;
    },
    tenantId: defaultTenantId,
    run: (...call) => store().run(...call),
    query: (...question) => store().query(...question),
  };
}
