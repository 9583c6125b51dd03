import { IntegrationError } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import {
  ensureTenant,
  type RemoteTicket,
  type SyncTicketsOptions,
  syncTickets,
  type TicketSource,
} from "../src/index.ts";

const store = useTestStore();
const today = "2024-06-30";
let tenants = 0;

/** A help desk with `count` tickets of one organisation, one made and changed per hour of 2024, in pages of 10. */
class HelpDesk implements TicketSource {
  readonly name = "zendesk";
  readonly tickets: RemoteTicket[];
  readonly asked: (string | null)[] = [];
  refusesCursors = 0;

  constructor(count: number) {
    this.tickets = Array.from({ length: count }, (_, hour) => {
      const at = new Date(Date.UTC(2024, 0, 1, hour)).toISOString();
      const none = {
        ownId: null,
        subject: null,
        requesterEmail: null,
        statedAt: null,
        firstRepliedAt: null,
        solvedAt: null,
      };
      const state = { status: "open", priority: "P2", organizationId: "1" } as const;
      return { ...none, ...state, id: String(hour), createdAt: at, updatedAt: at };
    });
  }

  count(since: string | null): Promise<number> {
    return Promise.resolve(this.#found(since).length);
  }

  async page({ since, cursor }: { readonly since: string | null; readonly cursor: string | null }) {
    this.asked.push(cursor);
    if (cursor !== null && this.refusesCursors > 0) {
      this.refusesCursors -= 1;
      throw refused();
    }
    const from = Number(cursor ?? 0);
    const found = this.#found(since);
    const tickets = found.slice(from, from + 10);
    return { tickets, read: tickets.length, cursor: from + 10 < found.length ? String(from + 10) : null };
  }

  #found(since: string | null): RemoteTicket[] {
    return this.tickets.filter(({ updatedAt }) => updatedAt >= (since ?? ""));
  }
}

function refused(): IntegrationError {
  const call = { vendor: "zendesk", operation: "searchTickets", failure: "refused" } as const;
  return new IntegrationError("refused", { ...call, retryable: false, mayHaveHappened: false });
}

/** A tenant of its own with one account, which the tickets are of. */
async function tenant(externalId = "1"): Promise<string> {
  tenants += 1;
  const tenantId = `tenant-${tenants}`;
  await ensureTenant(store.persistence, tenantId);
  await store.persistence.write(tenantId, (tx) =>
    tx.facts.write("customers", "zendesk", [build.customer({ externalId })]),
  );
  return tenantId;
}

const sync = (tenantId: string, source: TicketSource, options: Partial<SyncTicketsOptions> = {}) =>
  syncTickets({ persistence: store.persistence, tenantId, source, today, ...options });
const coverage = async (tenantId: string) =>
  (await store.persistence.read(tenantId, (tx) => tx.queries.coverage(today))).tickets;
const stored = (tenantId: string) => store.query("SELECT external_id FROM cs.tickets WHERE tenant_id = $1", [tenantId]);

describe("two syncs at once", () => {
  it("share the work, and every ticket is written once", async () => {
    const [tenantId, desk] = [await tenant(), new HelpDesk(95)];
    const reports = await Promise.all([sync(tenantId, desk), sync(tenantId, desk), sync(tenantId, desk)]);
    expect(await stored(tenantId)).toHaveLength(95);
    const [state] = await store.persistence.read(tenantId, (tx) => tx.syncs.list());
    expect(state).toMatchObject({ cursor: null, beganAt: null });
    // Whoever comes when the others are done begins the next run.
    expect(reports.map(({ read }) => read)).toContain(95);
  });
});

describe("a run that stopped", () => {
  it("is gone on with where it stood, and begun anew after an hour", async () => {
    const [tenantId, desk] = [await tenant(), new HelpDesk(30)];
    const stop = new AbortController();
    const onProgress = (read: number) => void (read === 20 && stop.abort());
    await expect(sync(tenantId, desk, { onProgress, signal: stop.signal })).rejects.toThrow();
    expect(await stored(tenantId)).toHaveLength(20);
    const late = () => new Date(Date.now() + 60 * 60_000);
    desk.asked.length = 0;
    expect(await sync(tenantId, desk, { clock: late })).toMatchObject({ read: 30, written: 10, unchanged: 20 });
    expect(desk.asked).toEqual([null, "10", "20"]);
  });

  it("is begun anew once when the help desk does not remember where it stood", async () => {
    const [tenantId, desk] = [await tenant(), new HelpDesk(30)];
    desk.refusesCursors = 1;
    expect(await sync(tenantId, desk)).toMatchObject({ read: 30 });
    expect(desk.asked).toEqual([null, "10", null, "10", "20"]);
    desk.refusesCursors = 9;
    await expect(sync(tenantId, desk, { since: "2024-01-01" })).rejects.toThrow("refused");
  });
});

describe("the days that tickets are known for", () => {
  it("begin with the first ticket when all were read, and end with the day of the run", async () => {
    const [tenantId, desk] = [await tenant(), new HelpDesk(30)];
    await sync(tenantId, desk);
    expect(await coverage(tenantId)).toEqual({ from: "2024-01-01", to: today });
  });

  it("begin with the day that was asked for, and earlier when an earlier one is", async () => {
    const [tenantId, desk] = [await tenant(), new HelpDesk(24 * 60)];
    await sync(tenantId, desk, { since: "2024-02-10" });
    expect(await coverage(tenantId)).toEqual({ from: "2024-02-10", to: today });
    await sync(tenantId, desk);
    await sync(tenantId, desk, { since: "2024-02-20" });
    expect(await coverage(tenantId)).toEqual({ from: "2024-02-10", to: today });
    await sync(tenantId, desk, { since: "2024-01-20" });
    expect(await coverage(tenantId)).toEqual({ from: "2024-01-20", to: today });
  });

  it("are none while no ticket has found its account, and one when there is no ticket at all", async () => {
    const tenantId = await tenant("another");
    expect(await sync(tenantId, new HelpDesk(3))).toMatchObject({
      unmatched: 3,
      withoutAccount: { requester_unknown: 3 },
    });
    expect(await coverage(tenantId)).toBeUndefined();
    const quiet = await tenant();
    await sync(quiet, new HelpDesk(0));
    expect(await coverage(quiet)).toEqual({ from: today, to: today });
  });
});
