import { type CalendarDate, type DealClosed, type FactKind, InvalidInputError, type SourceFact } from "@cs/models";
import type { WriteOutcome, WriteTransaction } from "@cs/persistence";

/** Writes contract and subscriptions of a deal as facts of the sender's system; gives what became of the contract. */
export async function writeTerms(
  tx: WriteTransaction,
  { dealId, externalRef, contract, lines }: DealClosed,
  today: CalendarDate,
): Promise<WriteOutcome["status"]> {
  const { source, externalId: customer } = externalRef;
  const { startDate, endDate, autoRenew } = contract;
  const known = { source, today };
  const [written] = await write(tx, known, "contracts", [{ externalId: dealId, customer, ...contract }]);
  await write(
    tx,
    known,
    "subscriptions",
    lines.map(({ lineId, ...line }) => ({
      externalId: `${dealId}/${lineId}`,
      customer,
      startDate,
      endDate,
      autoRenew,
      ...line,
    })),
  );
  return written?.status ?? "unchanged";
}

/** Who sends each deal as it is won tells of everything from then on. */
async function write<Kind extends FactKind>(
  tx: WriteTransaction,
  { source, today }: { readonly source: string; readonly today: CalendarDate },
  kind: Kind,
  facts: readonly SourceFact<Kind>[],
): Promise<WriteOutcome[]> {
  const outcomes = await tx.facts.write(kind, source, facts);
  const fault = outcomes.find((outcome) => outcome.status === "rejected");
  if (fault) throw new InvalidInputError(`The deal's ${kind} cannot be stored: ${fault.reason}.`, { field: "data" });
  await tx.facts.extendCoverage({ source, kind, from: today, to: null });
  return outcomes;
}
