import type { CalendarDate, CustomerAccount } from "@cs/models";
import type { StageRow } from "@cs/persistence";
import { daysUntilLeft, dwellOf } from "./dwell.ts";
import type { StagesAnswer } from "./stages-output.ts";

/** An account with the change of stage that was logged last. */
export interface StagedAccount {
  readonly account: CustomerAccount;
  readonly newest: StageRow | undefined;
  readonly today: CalendarDate;
}

/** The account's stage and how long it has been in it. */
export function describeStage({ account, newest, today }: StagedAccount) {
  const { clientId, version, lifecycleStage: stage } = account;
  return { clientId, version, stage, ...dwellOf(stage, newest, today) };
}

/** Logged changes as tools show them. */
export function describeHistory(
  rows: readonly StageRow[],
  { newest, today }: StagedAccount,
): NonNullable<StagesAnswer["history"]> {
  return rows.map((row) => {
    const { from, to, enteredOn, recordedOn, operation, actor, reason } = row;
    const isPresent = row.transitionId === newest?.transitionId;
    const days = isPresent ? dwellOf(to, row, today).days : daysUntilLeft(row);
    return { from, to, enteredOn, recordedOn, days, operation, actor, reason };
  });
}
