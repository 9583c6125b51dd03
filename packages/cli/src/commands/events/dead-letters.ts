import { type Environment, eventDeadLetters } from "@cs/runtime";
import { settings } from "../../settings.ts";
import { renderTable } from "../../terminal/table.ts";

export interface DeadLettersOptions {
  readonly limit: number;
  readonly json?: true;
}

const columns = [
  { title: "Id" },
  { title: "Consumer" },
  { title: "Deliveries", align: "right" },
  { title: "Reason" },
  { title: "Event", fills: true },
] as const;

/** Prints the events that consumers gave up. */
export async function deadLetters({ limit, json }: DeadLettersOptions, environment: Environment): Promise<void> {
  const letters = await eventDeadLetters(settings(environment, {}), limit);
  if (json) {
    process.stdout.write(`${JSON.stringify({ deadLetters: letters })}\n`);
    return;
  }
  const rows = letters.map(({ id, consumer, deliveries, reason, content }) => [
    id,
    consumer,
    String(deliveries),
    reason,
    content,
  ]);
  const table = rows.length === 0 ? "There are none." : renderTable(columns, rows, process.stdout);
  process.stdout.write(`${table}\n`);
}
