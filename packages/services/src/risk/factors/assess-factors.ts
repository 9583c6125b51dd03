import { type AccountFacts, addDays, type CalendarDate, type MeasureObservation, type RiskLevel } from "@cs/models";
import type { PeerMedians } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { type PeerBaseline, peerBaseline } from "./peer-baseline.ts";
import { levelOf, type RiskFactor } from "./risk-factor.ts";
import { riskFactors } from "./risk-factors.ts";

/** How far the earlier period lies back: the longest window of usage. */
const earlierDays = 91;

/** A factor of an account on a day. */
export interface AssessedFactor {
  readonly factor: RiskFactor;
  readonly level: RiskLevel;
  readonly now: MeasureObservation;
  readonly before: MeasureObservation;
  readonly peers: PeerBaseline;
}

export interface Assessment {
  readonly asOf: CalendarDate;
  readonly beforeOn: CalendarDate;
  readonly factors: readonly AssessedFactor[];
}

/** Every factor of an account on a day, beside the account's own earlier period and its peers. */
export async function assessFactors(
  clientId: string,
  asOf: CalendarDate,
  { tx, tenant, today }: Pick<OperationContext<"read">, "tx" | "tenant" | "today">,
): Promise<Assessment> {
  await tx.accounts.get(clientId);
  const beforeOn = addDays(asOf, -earlierDays);
  const factsOn = async (day: CalendarDate) => {
    const [facts] = await tx.queries.accountFacts({ clientIds: [clientId], asOf: day, timeZone: tenant.timeZone });
    if (!facts) throw new Error(`account ${clientId} has no facts row`);
    return facts;
  };
  const [now, before] = [await factsOn(asOf), await factsOn(beforeOn)];
  const medians = await tx.queries.peerMedians({ clientId, segment: now.segment, asOf });
  return { asOf, beforeOn, factors: riskFactors.map((factor) => assess(factor, { now, before, medians, today })) };
}

interface Given {
  readonly now: AccountFacts;
  readonly before: AccountFacts;
  readonly medians: readonly PeerMedians[];
  readonly today: CalendarDate;
}

function assess(factor: RiskFactor, { now, before, medians, today }: Given): AssessedFactor {
  const observation = observeOn(factor, now, today);
  return {
    factor,
    level: levelOf(observation.value, factor.limits),
    now: observation,
    before: observeOn(factor, before, today),
    peers: peerBaseline(factor.measure, medians),
  };
}

/** The stage is known only as it is now. */
function observeOn(factor: RiskFactor, facts: AccountFacts, today: CalendarDate): MeasureObservation {
  if (factor.family === "lifecycle" && facts.asOf !== today) {
    return { value: null, reason: "the stage is known only as it is today" };
  }
  return factor.observe(facts);
}
