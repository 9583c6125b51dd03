import { handleSupportTicket } from "./handle-support-ticket.ts";

/** Operations on support. */
export const supportOperations = [handleSupportTicket] as const;
