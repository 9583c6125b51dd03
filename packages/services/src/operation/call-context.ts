import { type CalendarDate, calendarDateIn, type Vendor } from "@cs/models";
import { type Cache, newId, type ReadTransaction, type Tenant } from "@cs/persistence";
import type { Answered } from "./confirmation.ts";
import type { Access, OperationContext, Progress, Remember } from "./operation.ts";
import type { Principal } from "./principal.ts";

/** Who calls, and how to reach them while it runs. */
export interface Call extends Principal {
  readonly requestId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** Refuses the call when it would write. */
  readonly readOnly?: boolean | undefined;
  /** Asks the person behind the caller. Without it outward calls are confirmed by a token. */
  readonly ask?: ((question: string) => Promise<Answered>) | undefined;
}

export interface CallContextOptions {
  readonly clock: () => Date;
  /** Fixes the default as-of day. */
  readonly asOf?: CalendarDate | undefined;
  /** For what operations remember. */
  readonly cache?: Cache | undefined;
  /** The vendors that a tenant is connected to; default none. */
  readonly connected?: Connected | undefined;
}

/** Gives the vendors that a tenant is connected to. */
export type Connected = (tenantId: string) => ReadonlySet<Vendor>;

const toNobody: Connected = () => new Set();

/** A tenant's settings, and the day that counts as today for it. */
export type Seen = Pick<OperationContext<"read">, "tenant" | "today">;

/** Makes what an operation is given besides its input. */
export interface CallContexts {
  /** The day that counts as today for a tenant. */
  today(tenant: Tenant): CalendarDate;
  /** For a call in a transaction, by the settings and on the day that are given, or by those of now. */
  of<A extends Access>(access: A, tx: OperationContext<A>["tx"], call: Call, seen?: Seen): Promise<OperationContext<A>>;
}

export function createCallContexts({ clock, asOf, cache, connected = toNobody }: CallContextOptions): CallContexts {
  const dayOf = (tenant: Tenant, now: Date) => asOf ?? tenant.demoAsOf ?? calendarDateIn(tenant.timeZone, now);
  return {
    today: (tenant) => dayOf(tenant, clock()),
    async of<A extends Access>(access: A, tx: OperationContext<A>["tx"], call: Call, seen?: Seen) {
      const tenant = seen?.tenant ?? (await tx.tenants.get());
      const now = clock();
      return {
        tx,
        tenant,
        today: seen?.today ?? dayOf(tenant, now),
        now,
        actor: call.actor,
        requestId: call.requestId ?? newId("req"),
        signal: call.signal ?? new AbortController().signal,
        progress: call.progress ?? (() => {}),
        // What a transaction has written others do not see yet, and may never see.
        remember: cache && access === "read" ? rememberIn(cache, tx, tenant.tenantId) : (_, compute) => compute(),
        connected: connected(tenant.tenantId),
      };
    },
  };
}

function rememberIn(cache: Cache, { queries }: Pick<ReadTransaction, "queries">, tenantId: string): Remember {
  return async (what, compute) => {
    const state = await queries.databaseState();
    return cache.through({ ...what, tenantId, clientId: null, state }, compute);
  };
}
