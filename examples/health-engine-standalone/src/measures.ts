import type { Actionable } from "@cs/health-engine";

/** How to show a measure of our own, and what we can do about it. The scorecard names measures by these ids. */
export interface Measure {
  readonly label: string;
  /** Stands behind the number. */
  readonly suffix: string;
  /** What a what-if may assume; null for no upper limit. */
  readonly maximum: number | null;
  /** How our team can change it; null when only the customer can. */
  readonly actionable: Actionable | null;
}

export const measures: Readonly<Record<string, Measure>> = {
  active_members_percent: {
    label: "Members active this week",
    suffix: " %",
    maximum: 100,
    actionable: { maximum: 80, step: 1 },
  },
  days_since_last_edit: { label: "Days since the last edit", suffix: "", maximum: null, actionable: null },
  boards_per_member: { label: "Boards per member", suffix: "", maximum: null, actionable: { maximum: 3, step: 0.1 } },
  integrations_connected: {
    label: "Integrations connected",
    suffix: "",
    maximum: null,
    actionable: { maximum: 5, step: 1 },
  },
  tickets_per_100_members: { label: "Tickets per 100 members", suffix: "", maximum: null, actionable: null },
  failed_exports_percent: {
    label: "Failed exports",
    suffix: " %",
    maximum: 100,
    actionable: { minimum: 0.5, step: 0.5 },
  },
  failed_payment_days: {
    label: "Days since the payment failed",
    suffix: "",
    maximum: null,
    actionable: { minimum: 0, step: 1 },
  },
  owner_absent_days: {
    label: "Days without the owner",
    suffix: "",
    maximum: null,
    // An owner is back or is not: 0 is the only multiple below the 30 days of the cap.
    actionable: { minimum: 0, step: 30, costPerUnit: 0.01 },
  },
  cancellation_requested: { label: "Cancellation requested (1 is yes)", suffix: "", maximum: 1, actionable: null },
};

export function labelOf(id: string): string {
  return measures[id]?.label ?? id;
}

/** The value as people read it, with at most one decimal; a dash when it is unknown. */
export function valueText(id: string, value: number | null): string {
  return value === null ? "–" : `${Number(value.toFixed(1))}${measures[id]?.suffix ?? ""}`;
}
