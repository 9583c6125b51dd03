import type { TicketPriority, TicketStatus } from "@cs/models";
import { z } from "zod";

/** A ticket as Zendesk has it, in the words of this product; what an answer leaves out is null. */
export interface RemoteTicket {
  /** The vendor's id. */
  readonly id: string;
  readonly subject: string | null;
  readonly status: TicketStatus | null;
  /** Zendesk's four steps; P4 has none. */
  readonly priority: TicketPriority | null;
  readonly requesterId: string | null;
  readonly organizationId: string | null;
  /** The id that this product gave it. */
  readonly externalId: string | null;
  readonly createdAt: string | null;
  /** Changes with every change; `updateTicket` takes it to refuse a lost update. */
  readonly updatedAt: string | null;
}

const statuses = {
  new: "new",
  open: "open",
  pending: "pending",
  hold: "on_hold",
  solved: "solved",
  closed: "closed",
} as const satisfies Record<string, TicketStatus>;

const priorities = { urgent: "P0", high: "P1", normal: "P2", low: "P3" } as const satisfies Record<
  string,
  TicketPriority
>;

const id = z.union([z.number().int(), z.string()]).transform(String);

/** The fields of a ticket that are read; the wire may leave out what may be null. */
export const ticketOnWire = z
  .object({
    id,
    subject: z.string().nullish(),
    status: z.enum(["new", "open", "pending", "hold", "solved", "closed"]).nullish(),
    priority: z.enum(["urgent", "high", "normal", "low"]).nullish(),
    requester_id: id.nullish(),
    organization_id: id.nullish(),
    external_id: z.string().nullish(),
    created_at: z.iso.datetime({ offset: true }).nullish(),
    updated_at: z.iso.datetime({ offset: true }).nullish(),
  })
  .transform(
    (wire): RemoteTicket => ({
      id: wire.id,
      subject: wire.subject ?? null,
      status: wire.status ? statuses[wire.status] : null,
      priority: wire.priority ? priorities[wire.priority] : null,
      requesterId: wire.requester_id ?? null,
      organizationId: wire.organization_id ?? null,
      externalId: wire.external_id ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

/** The status as Zendesk names it. */
export function statusOnWire(status: TicketStatus): string {
  return status === "on_hold" ? "hold" : status;
}

/** The priority as Zendesk names it: its lowest stands for P3 and P4. */
export function priorityOnWire(priority: TicketPriority): string {
  const found = Object.entries(priorities).find(([, ours]) => ours === priority);
  return found?.[0] ?? "low";
}
