import { createPersistence, type Persistence } from "@cs/persistence";
import {
  type Call,
  type Connected,
  createExecutor,
  defaultTenantId,
  type Executor,
  type ExportFolder,
  ensureTenant,
  localPrincipal,
  operations,
} from "@cs/services";
import { inject } from "vitest";
import "./provided-context.ts";
import { asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "./template-database.ts";

/** A real, migrated database of its own, with what stands on it. */
export interface TestStore {
  readonly urls: DatabaseUrls;
  readonly persistence: Persistence;
  readonly executor: Executor;
  readonly tenantId: string;
  /** Runs an operation of the default tenant. */
  run(name: string, input?: object, call?: Partial<Call>): Promise<Record<string, unknown>>;
  /** Looks at the database as the superuser, past row-level security. */
  query<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
}

/** A test store with the duty to drop it. */
export interface OwnedTestStore extends TestStore {
  dispose(): Promise<void>;
}

export interface TestStoreOptions {
  /** Default as-of day of operations. */
  readonly asOf?: string;
  readonly clock?: () => Date;
  readonly poolSize?: number;
  /** Where operations write files; none when left out. */
  readonly exports?: ExportFolder;
  /** The vendors that tenants are connected to; none when left out. */
  readonly connected?: Connected;
}

/** Clones the template database and opens it as the application does. */
export async function createTestStore(options: TestStoreOptions = {}): Promise<OwnedTestStore> {
  const { asOf, clock, poolSize = 4, exports, connected } = options;
  const superuserUrl = inject("postgresUrl");
  const urls = await cloneTemplate(superuserUrl);
  const persistence = createPersistence({ url: urls.applicationUrl, size: poolSize });
  await ensureTenant(persistence, defaultTenantId);
  const executor = createExecutor({ persistence, operations, asOf, clock, exports, connected });
  return {
    urls,
    persistence,
    executor,
    tenantId: defaultTenantId,
    run: (name, input = {}, call = {}) =>
      executor.execute(name, input, {
        ...localPrincipal(defaultTenantId),
        actor: "tester",
        ask: async () => "yes",
        ...call,
      }),
    query: <Row extends object>(statement: string, values: unknown[] = []) =>
      asSuperuser(urls.superuserUrl, async (client) => (await client.query<Row>(statement, values)).rows),
    async dispose() {
      await persistence.close();
      await dropDatabase(superuserUrl, urls.name);
    },
  };
}
