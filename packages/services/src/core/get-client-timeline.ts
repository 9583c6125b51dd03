import {
  type CalendarDate,
  calendarDateIn,
  calendarDateSchema,
  clientIdSchema,
  customerText,
  InvalidInputError,
  type TimelineEvent,
  timelineEventTypes,
} from "@cs/models";
import { unknownClient } from "@cs/persistence";
import { z } from "zod";
import { cursorInput, decodeCursor, encodeCursor, nextCursorOutput } from "../operation/cursor.ts";
import { defineOperation } from "../operation/define-operation.ts";
import { detail } from "../operation/detail.ts";
import { summariseEvent } from "./summarise-event.ts";

const types = z.enum(timelineEventTypes);
const positionSchema = z.strictObject({ occurredAt: z.iso.datetime(), eventId: z.string() });

/** Pages through everything that happened at an account, newest first. */
export const getClientTimeline = defineOperation({
  name: "get_client_timeline",
  title: "Client timeline",
  description: "What happened at an account, newest first, with sources; without product use.",
  category: "core",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.describe("From list_clients."),
    from: calendarDateSchema.optional().describe("First day, YYYY-MM-DD."),
    to: calendarDateSchema.optional().describe("Last day. Default: known future dates too."),
    types: z.array(types).min(1).max(timelineEventTypes.length).optional().describe("Only these."),
    limit: z.int().min(1).max(100).default(25).describe("Default 25."),
    cursor: cursorInput,
  }),
  output: z.strictObject({
    clientId: z.string(),
    events: z.array(
      z.strictObject({
        type: detail(types),
        day: z.string().describe("In the tenant's time zone."),
        occurredAt: detail(z.string()),
        summary: z.string(),
        customerText: detail(customerText(z.string()).nullable()),
        source: detail(z.string()),
        sourceRef: detail(z.string()),
      }),
    ),
    nextCursor: nextCursorOutput,
    total: z.int(),
  }),
  cut: { list: "events" },
  async run({ cursor, limit, ...question }, { tx, tenant }) {
    const { clientId, from, to } = question;
    if (from !== undefined && to !== undefined && to < from) {
      throw new InvalidInputError(`The range ends (${to}) before it starts (${from}).`, {
        field: "to",
        hint: "Swap from and to.",
      });
    }
    const after = cursor === undefined ? null : decodeCursor(positionSchema, question, cursor);
    const [unknown, { rows, total }] = await Promise.all([
      tx.accounts.unknownIds([clientId]),
      tx.queries.timeline({
        clientId,
        from: from ?? null,
        to: to ?? null,
        types: question.types ?? timelineEventTypes,
        timeZone: tenant.timeZone,
        after,
        limit: limit + 1,
      }),
    ]);
    if (unknown.length > 0) throw unknownClient(clientId);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const events = page.map((row): TimelineEvent & { day: CalendarDate } => ({
      type: row.type,
      day: calendarDateIn(tenant.timeZone, new Date(row.occurredAt)),
      occurredAt: row.occurredAt,
      summary: summariseEvent(row),
      customerText: row.customerText,
      source: row.source,
      sourceRef: row.sourceRef,
    }));
    const nextCursor = last ? encodeCursor(question, { occurredAt: last.occurredAt, eventId: last.eventId }) : null;
    return { clientId, events, nextCursor, total };
  },
});
