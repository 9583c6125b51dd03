import { addDays, type CalendarDate, type Coverage, daysBetween, type Milestone } from "@cs/models";

export const milestoneStatuses = ["achieved", "overdue", "pending", "missed", "unknown"] as const;
export type MilestoneStatus = (typeof milestoneStatuses)[number];

/** One account before one milestone, on a day. */
export interface MilestoneQuestion {
  readonly milestone: Milestone;
  readonly customerSince: CalendarDate | null;
  /** The first day of which the facts say that it was reached; null when no fact says so. */
  readonly achievedOn: CalendarDate | null;
  readonly asOf: CalendarDate;
  /** The days for which usage is known; null when no source delivers it. */
  readonly coverage: Coverage | null;
  /** Why usage cannot tell what has not happened; null when it can. */
  readonly gap: string | null;
}

export interface MilestoneState {
  /** `missed`: the days in which it could be reached are over. */
  readonly status: MilestoneStatus;
  readonly achievedOn: CalendarDate | null;
  /** From becoming a customer to `achievedOn`; 0 when it was reached before. */
  readonly days: number | null;
  /** The last day on which it is in time. */
  readonly dueOn: CalendarDate | null;
  /** Null while that cannot be told. */
  readonly inTime: boolean | null;
  /** Whether usage is not known back to the first day as a customer, so that it may have been reached before. */
  readonly mayBeEarlier: boolean;
  /** Why the status is unknown. */
  readonly reason: string | null;
}

/** Where an account stands before a milestone. What usage does not cover is unknown, and nobody is late for it. */
export function milestoneState(question: MilestoneQuestion): MilestoneState {
  const { customerSince, achievedOn, coverage } = question;
  const dueOn = dueOf(question);
  const isCovered = customerSince !== null && coverage !== null && coverage.from <= customerSince;
  if (achievedOn === null) {
    const nothing = { achievedOn, days: null, dueOn, inTime: null, mayBeEarlier: false };
    const reason = whyUnknown(question, isCovered);
    return { ...nothing, status: reason === null ? statusOf(question) : "unknown", reason };
  }
  const late = dueOn !== null && achievedOn > dueOn;
  return {
    status: "achieved",
    achievedOn,
    days: customerSince === null ? null : Math.max(0, daysBetween(customerSince, achievedOn)),
    dueOn,
    inTime: dueOn === null || (late && !isCovered) ? null : !late,
    mayBeEarlier: !isCovered,
    reason: null,
  };
}

function whyUnknown(question: MilestoneQuestion, isCovered: boolean): string | null {
  const { customerSince, asOf, coverage, gap } = question;
  if (gap !== null) return gap;
  if (customerSince === null) return "the day of becoming a customer is not known";
  if (coverage === null) return "no usage events are connected";
  if (!isCovered && customerSince <= asOf) return `usage data starts ${coverage.from}, after it became a customer`;
  const over = [endOf(question), dueOf(question)].find((day) => day !== null && day < asOf && day > coverage.to);
  return over === undefined ? null : `usage data ends ${coverage.to}`;
}

/** Of what is known not to have been reached by the last day that usage covers. */
function statusOf(question: MilestoneQuestion): MilestoneStatus {
  const [end, dueOn] = [endOf(question), dueOf(question)];
  if (end !== null && end < question.asOf) return "missed";
  return dueOn !== null && dueOn < question.asOf ? "overdue" : "pending";
}

/** The last day on which an event counts; null when all count. */
function endOf({ milestone, customerSince }: MilestoneQuestion): CalendarDate | null {
  if (milestone.kind !== "events" || milestone.days === null || customerSince === null) return null;
  return addDays(customerSince, milestone.days - 1);
}

function dueOf({ milestone, customerSince }: MilestoneQuestion): CalendarDate | null {
  return milestone.targetDays === null || customerSince === null ? null : addDays(customerSince, milestone.targetDays);
}
