import type { OperationContext } from "../../operation/operation.ts";
import { assessFactors } from "./assess-factors.ts";
import { describeEntry } from "./describe-risks.ts";
import { factorNamed } from "./risk-factors.ts";
import type { RecordRequest } from "./risk-input.ts";
import type { RiskAnswer } from "./risk-output.ts";

/** Adds a version of a risk to the register, with what the stored facts say of it today. */
export async function recordRisk(request: RecordRequest, context: OperationContext<"write">): Promise<RiskAnswer> {
  const { clientId, factor, status, expectedVersion } = request;
  const { tx, today, actor, requestId } = context;
  factorNamed(factor);
  const { factors } = await assessFactors(clientId, today, context);
  const assessed = factors.find((each) => each.factor.id === factor);
  if (!assessed) throw new Error(`${factor} was not assessed`);
  const newest = await tx.risks.newest(clientId);
  const before = newest.find((each) => each.factor === factor) ?? null;
  const { owner = before?.owner, mitigation = before?.mitigation, dueOn = before?.dueOn } = request;
  const after = { status, owner: owner ?? null, mitigation: mitigation ?? null, dueOn: dueOn ?? null };
  const seen = { level: assessed.level, value: assessed.now.value, asOf: today };
  const stored = await tx.risks.record({ clientId, factor, ...after, ...seen }, expectedVersion, actor);
  const changes = [{ field: `risk.${factor}`, before: before && describeEntry(before), after: describeEntry(stored) }];
  const operation = "score_risk_factors";
  await tx.audit.add({ actor, operation, clientId, requestId, reason: after.mitigation, changes });
  return {
    ...{ clientId, asOf: today, levels: null, factors: null, nextCursor: null },
    entries: [describeEntry(stored)],
    total: newest.reduce((sum, { version }) => sum + version, 1),
  };
}
