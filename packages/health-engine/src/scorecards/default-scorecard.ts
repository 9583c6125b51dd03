import type { Normaliser, Scorecard } from "@cs/models";

/**
 * The scorecard for tenants that have not published their own. Its measures need no knowledge of the product.
 *
 * The knots are judgement, not statistics: they say what a customer success team would call good and bad.
 */
export const defaultScorecard: Scorecard = {
  id: "default",
  version: 2,
  name: "Default health scorecard",
  groups: [
    // How much the product is used, and how lately.
    {
      id: "usage",
      label: "Usage",
      weight: 0.3,
      measures: [
        {
          // 20 of 28 days is every working day; twice a week (8) is a habit, once a week (4) is not yet.
          measure: "active_days_28",
          weight: 3,
          direction: "higher_is_better",
          normaliser: line([0, 0], [4, 40], [8, 65], [20, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
        {
          // Steady use is fine and earns 80; only growth earns all. Half of the use gone is an alarm. Flat may be flat at
          // little, so the level above weighs more.
          measure: "usage_trend",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([-1, 0], [-0.5, 20], [-0.2, 55], [0, 80], [0.25, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
        {
          // A week without use still has 71 points, so holidays pass; a month has 23.
          measure: "usage_recency_days",
          weight: 1,
          direction: "lower_is_better",
          normaliser: { kind: "recency", halfLifeDays: 14 },
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
      ],
    },
    // Who takes part.
    {
      id: "engagement",
      label: "Engagement",
      weight: 0.2,
      measures: [
        {
          // Paid seats that nobody uses are cut at renewal: under half is bad, from 90 % on there is nothing to cut.
          measure: "seat_utilisation",
          weight: 2,
          direction: "higher_is_better",
          normaliser: line([0, 0], [0.5, 45], [0.75, 80], [0.9, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
        {
          // A gap of two weeks is a handover; after 45 days the cap below takes over.
          measure: "champion_gone_days",
          weight: 1,
          direction: "lower_is_better",
          normaliser: line([0, 100], [14, 70], [45, 20], [90, 0]),
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
      ],
    },
    // How much of the product is used.
    {
      id: "adoption",
      label: "Adoption",
      weight: 0.15,
      measures: [
        {
          // One feature is easy to replace. The count depends on the product: one with few features needs other knots.
          measure: "features_used_90",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([0, 0], [1, 25], [5, 70], [12, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
      ],
    },
    {
      id: "support",
      label: "Support",
      weight: 0.15,
      measures: [
        {
          // Silence has 50 points: it may be content or departure. A few questions are use; many are trouble.
          measure: "tickets_per_100_seats_90",
          weight: 2,
          direction: "target",
          normaliser: { kind: "target_range", zeroBelow: -2, from: 2, to: 10, zeroAbove: 60 },
          nullPolicy: "exclude",
          stalenessLimitDays: 14,
        },
        {
          // An escalation in ten tickets happens; one in three means that support has lost the customer's trust.
          measure: "escalated_share_180",
          weight: 1,
          direction: "lower_is_better",
          normaliser: line([0, 100], [0.1, 70], [0.33, 20], [0.6, 0]),
          nullPolicy: "exclude",
          stalenessLimitDays: 180,
        },
        {
          // Within the hour is excellent, within a working day acceptable, after three days nobody waits any more.
          measure: "first_reply_minutes_median_180",
          weight: 1,
          direction: "lower_is_better",
          normaliser: line([60, 100], [480, 70], [1440, 40], [4320, 0]),
          nullPolicy: "exclude",
          stalenessLimitDays: 180,
        },
      ],
    },
    {
      id: "feedback",
      label: "Feedback",
      weight: 0.1,
      measures: [
        {
          // Good support teams have 80-90 %; under half, most customers are unhappy.
          measure: "csat_share_365",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([0.3, 0], [0.5, 30], [0.8, 75], [0.95, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 180,
        },
        {
          // Up to 6 are detractors, from 9 on promoters: the lines bend there.
          measure: "nps_mean_365",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([0, 0], [6, 40], [9, 95], [10, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: 365,
        },
      ],
    },
    {
      id: "payment_renewal",
      label: "Payment and renewal",
      weight: 0.1,
      measures: [
        {
          // A week late is administration; a month late is a decision.
          measure: "invoice_overdue_days",
          weight: 2,
          direction: "lower_is_better",
          normaliser: line([0, 100], [7, 85], [30, 40], [60, 0]),
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
        {
          // Without automatic renewal nothing is wrong yet, but somebody has to decide.
          measure: "auto_renew_share",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([0, 50], [1, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
        {
          // Flat is good; who bought less in the last year may buy less again.
          measure: "arr_change_365",
          weight: 1,
          direction: "higher_is_better",
          normaliser: line([-0.5, 0], [-0.2, 30], [0, 75], [0.2, 100]),
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
      ],
    },
  ],
  caps: [
    // Who has given notice is leaving, however well the product is used until then.
    {
      id: "notice_served",
      label: "The customer has served notice",
      maximum: 29,
      when: [{ measure: "churn_notice_served", atLeast: 1 }],
    },
    {
      id: "champion_gone",
      label: "No champion for 45 days",
      maximum: 49,
      when: [{ measure: "champion_gone_days", atLeast: 45 }],
    },
    // Overdue is counted in whole days: more than 60 is at least 61.
    {
      id: "invoice_overdue",
      label: "An invoice is more than 60 days overdue",
      maximum: 49,
      when: [{ measure: "invoice_overdue_days", atLeast: 61 }],
    },
    {
      id: "open_p0",
      label: "A P0 ticket is open",
      maximum: 49,
      when: [{ measure: "open_p0_tickets", atLeast: 1 }],
    },
    // Until 180 days a roll-out explains empty seats.
    {
      id: "low_seat_use",
      label: "Less than half of the seats are used after 180 days",
      maximum: 59,
      when: [
        { measure: "seat_utilisation", below: 0.5 },
        { measure: "tenure_days", atLeast: 180 },
      ],
    },
  ],
  bands: { excellent: 90, good: 70, atRisk: 50 },
  minimumCoverage: 0.7,
};

function line(...knots: [value: number, points: number][]): Normaliser {
  return { kind: "piecewise_linear", knots };
}
