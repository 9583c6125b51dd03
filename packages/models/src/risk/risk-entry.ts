import type { ClientId } from "../customer/customer-account.ts";
import type { CalendarDate } from "../values/calendar-date.ts";

/** How much a factor endangers an account; unknown where no fact tells. */
export const riskLevels = ["low", "medium", "high", "unknown"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** What is being done about a risk: nothing yet, something, it is lived with, or it is over. */
export const riskStatuses = ["open", "mitigating", "accepted", "closed"] as const;
export type RiskStatus = (typeof riskStatuses)[number];

/** One version of a risk in the register, with what the stored facts said on the day it was recorded. */
export interface RiskEntry {
  readonly clientId: ClientId;
  /** Id of the factor, as `seat_utilisation`. */
  readonly factor: string;
  readonly status: RiskStatus;
  readonly owner: string | null;
  readonly mitigation: string | null;
  readonly dueOn: CalendarDate | null;
  readonly level: RiskLevel;
  /** In the unit of the factor; null when it was not known. */
  readonly value: number | null;
  readonly asOf: CalendarDate;
}
