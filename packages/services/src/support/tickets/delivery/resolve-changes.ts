import type { TicketField, TicketFields } from "@cs/models";
import type { FieldChangeOfTicket } from "../ticket-effects.ts";

/** What becomes of changes that were made here, at a ticket that was changed at the vendor meanwhile. */
export interface Resolution {
  /** To be sent. */
  readonly left: readonly FieldChangeOfTicket[];
  /** Given up: the same field was changed there too, and the vendor's value holds. */
  readonly overruled: readonly FieldChangeOfTicket[];
}

/**
 * Resolves by field. A field that there is as the one who changed it here saw it was changed here alone; one that there is
 * as it was changed to here needs nothing. Any other was changed on both sides.
 */
export function resolveChanges(changes: readonly FieldChangeOfTicket[], theirs: TicketFields): Resolution {
  const open = changes.filter(({ field, after }) => !sameThere(field, theirs[field], after));
  const isOurs = ({ field, before }: FieldChangeOfTicket) =>
    theirs[field] === null || sameThere(field, theirs[field], before);
  return { left: open.filter(isOurs), overruled: open.filter((change) => !isOurs(change)) };
}

/** Whether two values are one at Zendesk, whose lowest priority stands for P3 and for P4. */
export function sameThere(field: TicketField, left: string | null, right: string | null): boolean {
  const there = (value: string | null) => (field === "priority" && value === "P4" ? "P3" : value);
  return there(left) === there(right);
}
