import type { ClientId } from "../customer/customer-account.ts";
import type { CalendarDate } from "../values/calendar-date.ts";
import type { ScoreOverride } from "./score-override.ts";
import type { Direction } from "./scorecard.ts";

/** Half-open bands on the unrounded score: [90,100] [70,90) [50,70) [0,50). */
export const scoreBands = ["excellent", "good", "at_risk", "critical"] as const;
export type ScoreBand = (typeof scoreBands)[number];

export const healthBands = [...scoreBands, "insufficient_data"] as const;
export type HealthBand = (typeof healthBands)[number];

/** A value of a measure on a day, or the reason why there is none. Without a day the value is a state of the as-of day. */
export type MeasureObservation =
  | { readonly value: number; readonly observedOn: CalendarDate | null }
  | { readonly value: null; readonly reason: string };

/** Observations by measure id. A measure that is not named counts as missing. */
export type MeasureObservations = Readonly<Record<string, MeasureObservation>>;

/** How a measure entered the score. */
export type ContributionStatus = "scored" | "neutral" | "worst" | "missing";

/** The part of one measure in the score. Over all measures and caps `points` sum to the score. */
export interface MeasureContribution {
  readonly group: string;
  readonly measure: string;
  readonly direction: Direction;
  readonly status: ContributionStatus;
  /** The value in the unit of the measure; null when missing. */
  readonly value: number | null;
  /** Why the value is missing; null when it is not. */
  readonly reason: string | null;
  /** 0-100 after the normaliser; null when missing and left out. */
  readonly normalised: number | null;
  /** Share of the whole scorecard, 0-1, before missing weight is handed on. */
  readonly weight: number;
  /** Share after missing weight is handed on; 0 for a measure left out. */
  readonly effectiveWeight: number;
  /** `effectiveWeight` x `normalised`; 0 for a measure left out. */
  readonly points: number;
  /** Integer share of the rounded score by largest remainder, for display. */
  readonly shownPoints: number;
}

/** A cap that bounded the score. `points` is what it took away (zero or negative). */
export interface CapFired {
  readonly id: string;
  readonly label: string;
  readonly maximum: number;
  readonly points: number;
  readonly shownPoints: number;
  /** The values that made its conditions hold, by measure. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** A cap of which nobody knows whether it holds. It leaves the score alone and bounds the low end of the interval. */
export interface CapUndecided {
  readonly id: string;
  readonly label: string;
  readonly maximum: number;
  /** The measures that would decide it. */
  readonly unknown: readonly string[];
}

/** An override in force. `points` is what it adds to what the data say (negative when it lowers the score). */
export interface AppliedOverride extends ScoreOverride {
  readonly points: number;
  readonly shownPoints: number;
}

/** A health score and everything it follows from. */
export interface HealthScore {
  /** 0-100 unrounded; null when too little is known, unless an override is in force. */
  readonly score: number | null;
  /** Why the data give no score; null when they do. */
  readonly reason: string | null;
  readonly band: HealthBand;
  /** The band of the thresholds alone, when hysteresis holds the account in `band`; absent otherwise. */
  readonly heldFrom?: ScoreBand;
  /** Band at the low end of `interval`: what holds whatever the missing measures turn out to be. */
  readonly provedBand: ScoreBand;
  /** Covered share of the scorecard's weight, 0-1. */
  readonly coverage: number;
  /** Coverage times the freshness of what is covered, 0-1. */
  readonly confidence: number;
  /** The computed score if every missing measure took its worst or its best value. */
  readonly interval: { readonly low: number; readonly high: number };
  /** One per measure of the scorecard, in its order. `points` sum with those of caps and override to the score. */
  readonly contributions: readonly MeasureContribution[];
  readonly capsFired: readonly CapFired[];
  /** Tightest first. */
  readonly capsUndecided: readonly CapUndecided[];
  /** What a person decided, in force on the as-of day: it replaces the computed score. Absent otherwise. */
  readonly override?: AppliedOverride;
  /** What the data say, beside an override in force; null when they give no score. Absent without one. */
  readonly computedScore?: number | null;
  /** An override that was given and is ignored, since it has expired on the as-of day. */
  readonly expiredOverride?: ScoreOverride;
  readonly asOf: CalendarDate;
  readonly scorecard: { readonly id: string; readonly version: number };
  /** SHA-256 of everything the result follows from. */
  readonly inputHash: string;
}

/** A stored score of one account. Immutable. */
export interface HealthSnapshot extends HealthScore {
  readonly snapshotId: string;
  readonly clientId: ClientId;
  readonly computedAt: string;
}
