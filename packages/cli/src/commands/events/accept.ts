import { cloudEventSchema } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { type Acceptance, acceptEvent } from "@cs/services";
import { type ReadEvent, readEvents } from "../../events/read-events.ts";
import { withRuntime } from "../../with-runtime.ts";

/** An event of the file with what became of it. */
type Accepted = Acceptance & {
  readonly id: string | null;
  readonly source: string | null;
  readonly type: string | null;
};

/** Hands events of other servers to those that deal with them; exit code 1 when one is refused. */
export function accept(file: string, options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence } }) => {
    const events: Accepted[] = [];
    for (const read of await readEvents(file)) {
      const acceptance = await acceptRead(persistence, read);
      events.push(acceptance);
      if (!options.json) process.stdout.write(`${lineOf(acceptance)}\n`);
    }
    if (options.json) process.stdout.write(`${JSON.stringify({ events })}\n`);
    if (events.some(({ status }) => status === "refused")) process.exitCode = 1;
  });
}

type Persistence = Parameters<typeof acceptEvent>[0]["persistence"];

async function acceptRead(persistence: Persistence, read: ReadEvent): Promise<Accepted> {
  if ("fault" in read) return { status: "refused", reason: read.fault, id: null, source: null, type: null };
  const named = cloudEventSchema.pick({ id: true, source: true, type: true }).safeParse(read.event);
  const { id, source, type } = named.data ?? { id: null, source: null, type: null };
  return { ...(await acceptEvent({ persistence }, read.event)), id, source, type };
}

function lineOf(event: Accepted): string {
  const name = event.id === null ? "unnamed event" : `${event.type} ${event.source} ${event.id}`;
  const rest = event.status === "refused" ? event.reason : JSON.stringify(event.outcome);
  return `${event.status}  ${name}  ${rest}`;
}
