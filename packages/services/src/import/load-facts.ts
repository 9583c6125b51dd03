import { type CalendarDate, type FactKind, factKinds, type SourceFact, type TaggedFact } from "@cs/models";
import { factsAtOnce, type Persistence } from "@cs/persistence";
import { DeliveryCoverage } from "./delivery-coverage.ts";

export interface LoadOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly source: string;
  readonly facts: Iterable<TaggedFact>;
  /** The day up to which the facts are complete. */
  readonly asOf: CalendarDate;
  readonly onProgress?: ((factsDone: number) => void) | undefined;
}

/** Facts of all kinds per transaction. */
const batchSize = 5000;

/**
 * Writes a stream of mixed facts of one source and returns how many there were. A fact must come after what it points
 * at. Throws when one is rejected: such a stream comes from a program, and a program has no typing errors to report.
 */
export async function loadFacts(options: LoadOptions): Promise<number> {
  const { persistence, tenantId, source, facts, asOf, onProgress = () => {} } = options;
  const coverage = new DeliveryCoverage();
  let pending = new Map<FactKind, SourceFact<FactKind>[]>();
  let waiting = 0;
  let done = 0;

  async function flush(): Promise<void> {
    await persistence.write(tenantId, async (tx) => {
      await tx.planAnew();
      for (const kind of factKinds) {
        const batch = pending.get(kind) ?? [];
        const atOnce = factsAtOnce(kind);
        for (let start = 0; start < batch.length; start += atOnce) {
          const outcomes = await tx.facts.write(kind, source, batch.slice(start, start + atOnce));
          const fault = outcomes.find((outcome) => outcome.status === "rejected");
          if (fault) throw new Error(`a ${kind} fact of ${source} was rejected: ${fault.field}: ${fault.reason}`);
        }
      }
    });
    done += waiting;
    pending = new Map();
    waiting = 0;
    onProgress(done);
  }

  for (const { kind, fact } of facts) {
    coverage.add(kind, fact as SourceFact<FactKind>);
    const batch = pending.get(kind) ?? [];
    batch.push(fact);
    pending.set(kind, batch);
    waiting += 1;
    if (waiting === batchSize) await flush();
  }
  await flush();
  await coverage.store(persistence, tenantId, source, asOf);
  return done;
}
