import type { Currency, Reading } from "@cs/models";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import { money } from "../../operation/money.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { accountValue } from "../segments/account-value.ts";
import { measuresIn } from "../segments/definition-of.ts";
import { readerOf } from "../segments/segment-fact.ts";
import type { TierAccountsInput } from "./tier-input.ts";
import { requireTierModel } from "./tier-model.ts";
import { noTiers, type TiersAnswer } from "./tier-output.ts";

const position = z.strictObject({ name: z.string(), clientId: z.string() });

/** A page of the accounts in tiers, by name, with what they are worth today. */
export async function listTierAccounts(
  { tier, moved = false, limit = 25, cursor }: TierAccountsInput,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<TiersAnswer> {
  const segment = await tx.segments.made("value_tiers");
  const last = segment && (await tx.segments.lastEvaluation(segment.segmentId));
  if (!segment || !last) return { ...noTiers, total: 0 };
  const model = requireTierModel(segment);
  const { segmentId } = segment;
  const change = moved ? ({ kind: "entered", evaluationId: last.evaluationId } as const) : undefined;
  const question = { segmentId, tier, change };
  const after = cursor === undefined ? null : decodeCursor(position, question, cursor);
  const { rows, total } = await tx.segments.members({ segmentId, group: tier, change, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const end = rows.length > limit ? page.at(-1) : undefined;
  const view = { asOf: today, currency: tenant.reportingCurrency };
  const clientIds = page.map(({ clientId }) => clientId);
  const facts = await tx.queries.segmentFacts({ ...view, measures: measuresIn(model), clientIds });
  const byId = new Map(facts.map((row) => [row.clientId, row]));
  return {
    ...noTiers,
    asOf: last.asOf,
    accounts: page.map(({ clientId, clientName, group, previousGroup, enteredOn }) => {
      const row = byId.get(clientId);
      const gone = { value: null, reason: "it is no customer any more" } as const;
      const worth = row ? accountValue(readerOf(row, view), model.potentialWeight) : { value: gone, potential: gone };
      return {
        clientId,
        clientName,
        tier: group,
        previousTier: previousGroup,
        since: enteredOn,
        csm: row?.csm ?? null,
        value: amountOf(worth.value, view.currency),
        potential: amountOf(worth.potential, view.currency),
      };
    }),
    total,
    nextCursor: end ? encodeCursor(question, { name: end.nameKey, clientId: end.clientId }) : null,
  };
}

function amountOf({ value, reason }: Reading, currency: Currency) {
  return { value: value === null ? null : money(value, currency), reason };
}
