import { type CalendarDate, InvalidInputError } from "@cs/models";
import type { Achievement, ReadTransaction } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { describeClient, describeClients, describeMilestone, longestOverdue, nextOf } from "./describe-milestones.ts";
import { loadMilestones } from "./load-milestones.ts";
import type { EvaluateMilestonesRequest } from "./milestones-input.ts";
import type { MilestonesAnswer } from "./milestones-output.ts";
import { type MilestoneStudy, studyMilestones } from "./study-milestones.ts";

const defaultLimit = 5;

/** Where one client, or the customers of a day, stand before the milestones in force. */
export async function evaluateMilestones(
  request: EvaluateMilestonesRequest,
  { tx, today }: OperationContext<"read">,
): Promise<MilestonesAnswer> {
  const asOf = request.asOf ?? today;
  return { ...(await answer(tx, request, await study(tx, request, asOf))), stored: 0 };
}

/** The same for today, and stores what was reached. */
export async function trackMilestones(
  request: Omit<EvaluateMilestonesRequest, "asOf">,
  { tx, today }: OperationContext<"write">,
): Promise<MilestonesAnswer> {
  const found = await study(tx, request, today);
  const stored = await tx.milestones.achieve(achievementsOf(found));
  return { ...(await answer(tx, request, found)), stored };
}

/** Every milestone there is, also those that are retired. */
export async function listMilestones({ tx, today }: OperationContext<"read">): Promise<MilestonesAnswer> {
  const milestones = (await tx.milestones.newest()).map(describeMilestone);
  return { asOf: today, customers: null, milestones, next: null, stored: 0 };
}

async function study(
  tx: ReadTransaction,
  { clientId, segment, milestoneIds }: EvaluateMilestonesRequest,
  asOf: CalendarDate,
): Promise<MilestoneStudy> {
  if (clientId !== undefined) await tx.accounts.get(clientId);
  if (clientId !== undefined && segment !== undefined) {
    throw new InvalidInputError("One client is asked about, or a segment, not both.", {
      field: "segment",
      hint: "Leave one of clientId and segment out.",
    });
  }
  return studyMilestones(tx, await loadMilestones(tx, milestoneIds), { clientId, segment, asOf });
}

async function answer(
  tx: ReadTransaction,
  { clientId, limit = defaultLimit }: EvaluateMilestonesRequest,
  found: MilestoneStudy,
): Promise<Omit<MilestonesAnswer, "stored">> {
  const { asOf, accounts: customers } = found;
  if (clientId !== undefined) {
    const milestones = describeClient(found);
    return { asOf, customers, milestones, next: nextOf(milestones) };
  }
  const named = found.milestones.flatMap(({ states }) => longestOverdue(states, asOf, limit));
  const names = await tx.accounts.namesOf([...new Set(named.map((each) => each.clientId))]);
  return { asOf, customers, milestones: describeClients(found, { names, limit }), next: null };
}

function achievementsOf({ milestones }: MilestoneStudy): Achievement[] {
  return milestones.flatMap(({ of, states }) =>
    states.flatMap(({ clientId, state: { achievedOn } }) =>
      achievedOn === null ? [] : [{ clientId, milestoneId: of.milestone.id, version: of.version, achievedOn }],
    ),
  );
}
