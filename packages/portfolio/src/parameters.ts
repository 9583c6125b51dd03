import { deepFreeze } from "@cs/models";

/**
 * Every number of the synthetic world. They are judgement about B2B software, not estimates from data, and were set
 * without running any scorecard on the result. Do not adjust one to make an engine look better: whoever writes both the
 * world and the engine can make them agree, so a claim measured on this portfolio has to say so. A change is a change of
 * every portfolio.
 */
export const parameters = deepFreeze({
  /** Shares of accounts. */
  shares: {
    knownChampion: 0.9,
    brandNew: 0.05,
    /** Of the others: joined within the history; the rest joined before it. */
    joinedInHistory: 0.4,
    euro: 0.08,
    autoRenew: 0.7,
  },
  /** Shares of accounts of which a source delivers nothing, each on its own. */
  missingSources: { usage: 0.08, surveyResponses: 0.12, tickets: 0.06, invoices: 0.05 },
  tenure: { brandNewDays: [1, 29], oldestDays: 1500 },
  /**
   * Latent health: logistic of (account mean + AR(1) + loss of the champion), one value a week. With these, the middle
   * account is at 0.71, one in ten below 0.32 and one in ten above 0.93.
   */
  health: {
    mean: 0.9,
    meanSpread: 1,
    weeklyMemory: 0.95,
    stationarySpread: 0.8,
    championLoss: -1.2,
    championLossHalfLifeWeeks: 20,
  },
  champion: { meanYearsUntilDeparture: 6, replacedShare: 0.6, replacementDays: [20, 75] },
  /** Activity multipliers by calendar; health itself has no season. */
  season: { summer: 0.82, yearEnd: 0.45, weekend: 0.12 },
  onboarding: { rampDays: 84, startShare: 0.15 },
  /** Chance to leave at a renewal: logistic of slope x (midpoint - mean health of the 84 days before the decision). */
  departure: {
    slope: 9,
    midpoint: 0.3,
    healthDays: 84,
    /** Days from the decision to the notice, and from the notice to the last day it is in time. */
    decisionLeadDays: [5, 40],
    noticeLeadDays: [0, 20],
    /** Activity falls in a straight line from 1 on the decision to this on the last day. */
    finalActivity: 0.35,
    involuntaryPerYear: 0.012,
    /** Days from the due date of the failed invoice to the end of service. */
    dunningDays: 60,
  },
  size: {
    startup: { share: 0.2, seats: [5, 14] },
    smb: { share: 0.35, seats: [10, 28] },
    mid_market: { share: 0.3, seats: [25, 65] },
    enterprise: { share: 0.15, seats: [60, 160] },
  },
  price: {
    /** Yearly list price of a seat in minor units. */
    seat: { starter: 24_000, standard: 48_000, professional: 84_000, enterprise: 120_000 },
    /** Add-on price as a share of the main line, and the highest discount. */
    addOnShare: 0.22,
    highestDiscount: 0.2,
    firstAddOn: 0.35,
    secondAddOn: 0.3,
  },
  /** At renewals and mid-term: chances per unit of health above or below one half. Contraction only at renewals. */
  change: {
    expansion: 0.7,
    contraction: 1.1,
    seatShare: 0.7,
    growth: [1.1, 1.4],
    shrinkage: [0.65, 0.9],
    healthDays: 84,
    fewestSeats: 3,
  },
  usage: {
    /** Share of seats in use: base + slope x health. */
    enabledBase: 0.25,
    enabledSlope: 0.7,
    /** Chance that an enabled user works on a weekday: at most `highest`, else factor / sqrt(seats). */
    dailyFactor: 1.1,
    highest: 0.45,
    activityBase: 0.6,
    activitySlope: 0.55,
    userSpread: [0.5, 1.5],
    /** Features an account has taken up: base + health x breadth of its plan. */
    featuresBase: 2,
    breadth: { starter: 8, standard: 12, professional: 17, enterprise: 22 },
    secondFeature: 0.2,
    meanQuantity: 4,
    secondsPerUse: [30, 240],
    errorBase: 0.01,
    errorSlope: 0.05,
    /** Chance per event to be delivered twice, and to be delivered late; the delay is in minutes. */
    duplicate: 0.005,
    late: 0.01,
    delayMinutes: [60, 4320],
  },
  tickets: {
    /** Weekly rate: rate x seats^(1/2) x (base + slope x (1 - health)). */
    rate: 0.04,
    base: 0.5,
    slope: 2,
    /** Weight of each priority for a healthy account, and what unhappiness adds to it. */
    priority: {
      P0: { weight: 0.5, unhappy: 2 },
      P1: { weight: 6, unhappy: 10 },
      P2: { weight: 28, unhappy: 14 },
      P3: { weight: 46, unhappy: 0 },
      P4: { weight: 19.5, unhappy: 0 },
    },
    /** Medians in minutes; both are multiplied by 1 + slowdown x (1 - health). */
    reply: { P0: 15, P1: 45, P2: 150, P3: 300, P4: 600 },
    solve: { P0: 360, P1: 1200, P2: 2880, P3: 5760, P4: 10_080 },
    slowdown: 2,
    spread: 0.8,
    escalatedBase: 0.02,
    escalatedSlope: 0.2,
    closedAfterDays: 28,
  },
  surveys: {
    /** Chance to answer: base + slope x health. Score: base + slope x health + spread x normal, rounded into the scale. */
    nps: {
      ...{ answerBase: 0.2, answerSlope: 0.45, scoreBase: 1.5, scoreSlope: 8.5, spread: 1.6 },
      ...{ firstDay: 60, everyDays: 182, recipients: { startup: 1, smb: 2, mid_market: 3, enterprise: 5 } },
    },
    ces: {
      ...{ answerBase: 0.18, answerSlope: 0.35, scoreBase: 1.6, scoreSlope: 4.9, spread: 1.1 },
      ...{ firstDay: 120, everyDays: 182, recipients: { startup: 1, smb: 1, mid_market: 2, enterprise: 3 } },
    },
    csat: { answerBase: 0.15, answerSlope: 0.3, scoreBase: 1.8, scoreSlope: 3.2, spread: 0.8 },
    commentShare: 0.35,
  },
  invoices: {
    /** Paid this many days before the due date up to it, or late by some days. */
    paidEarlyDays: 12,
    lateBase: 0.04,
    lateSlope: 0.14,
    lateDays: [3, 45],
    unpaid: 0.003,
    disputedShare: 0.4,
    uncollectibleAfterDays: 120,
  },
  /**
   * Measures that look informative and are not: every account has its own constant weekly rate of each, log-normal and
   * independent of everything else. Use falls on weekdays mostly, like all use. How much, how urgent and how fast: as for
   * an account whose health is always `health`.
   */
  planted: { health: 0.7, useMedian: 0.5, useSpread: 1, ticketMedian: 0.03, ticketSpread: 0.8 },
  contacts: { departurePerYear: 0.04, noEmail: 0.05, users: { startup: 1, smb: 2, mid_market: 3, enterprise: 4 } },
} as const);
