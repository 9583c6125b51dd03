import type { ClientId } from "../customer/customer-account.ts";
import type { CalendarDate } from "../values/calendar-date.ts";
import type { Currency } from "../values/money.ts";

/** Months within which an account may decide to leave: there is one trained model for each. */
export const churnHorizons = [1, 2, 3, 6] as const;
export type ChurnHorizon = (typeof churnHorizons)[number];

/** How models are trained. */
export const churnModelKinds = ["logistic", "gradient_boosting"] as const;
export type ChurnModelKind = (typeof churnModelKinds)[number];

/** What was learnt for one horizon. Models, calibrations and reports are JSON of `@cs/prediction`. */
export interface TrainedHorizon {
  readonly horizonMonths: ChurnHorizon;
  /** Null when every outcome was the same, so that there was nothing to learn. */
  readonly model: object | null;
  /** Null when no probability may be told, and then `calibrationReason` says why. */
  readonly calibration: object | null;
  readonly calibrationReason: string | null;
  /** Accounts with a known outcome, and those of them that decided to leave. */
  readonly outcomes: number;
  readonly events: number;
  /** What a back-test of models trained in the same way found at this horizon. */
  readonly evaluation: object;
}

/** A back-test over stored history and the models that it trained. */
export interface ChurnModelRun {
  readonly kind: ChurnModelKind;
  /** First and last day on which accounts were looked at. */
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  /** Decisions up to and including this day were known. */
  readonly watchedUntil: CalendarDate;
  /** Account-months, the accounts in them, and how many of these decided to leave. */
  readonly accountMonths: number;
  readonly accounts: number;
  readonly leavers: number;
  /** Reports of the back-test by lead time. */
  readonly leads: readonly object[];
  readonly horizons: readonly TrainedHorizon[];
}

/** One thing that raises or lowers a risk. */
export interface RiskEvidence {
  readonly measure: string;
  readonly value: number | null;
  /** Log-odds of a model, or points of the health score that the measure loses. */
  readonly effect: number;
}

/** What was said of one account on a day, and from what. */
export interface ChurnPrediction {
  readonly clientId: ClientId;
  readonly asOf: CalendarDate;
  readonly horizonMonths: ChurnHorizon;
  /** The model that ranked the account; null where health and opt-out deadline did. */
  readonly modelId: string | null;
  readonly logOdds: number | null;
  /** 0-1; null unless the model was calibrated. */
  readonly probability: number | null;
  readonly score: number | null;
  readonly band: string;
  readonly daysToOptOut: number | null;
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
  readonly evidence: readonly RiskEvidence[];
}
