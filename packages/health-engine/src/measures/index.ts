import type { MeasureDefinition } from "../observing/define-measure.ts";
import { activeDays28 } from "./active-days-28.ts";
import { arrChange365 } from "./arr-change-365.ts";
import { autoRenewShare } from "./auto-renew-share.ts";
import { championGoneDays } from "./champion-gone-days.ts";
import { churnNoticeServed } from "./churn-notice-served.ts";
import { csatShare365 } from "./csat-share-365.ts";
import { daysToOptOut } from "./days-to-opt-out.ts";
import { errorRate84 } from "./error-rate-84.ts";
import { escalatedShare180 } from "./escalated-share-180.ts";
import { eventsPerSeat28 } from "./events-per-seat-28.ts";
import { featuresUsed90 } from "./features-used-90.ts";
import { firstReplyMinutesMedian180 } from "./first-reply-minutes-median-180.ts";
import { invoiceOverdueDays } from "./invoice-overdue-days.ts";
import { npsMean365 } from "./nps-mean-365.ts";
import { openP0Tickets } from "./open-p0-tickets.ts";
import { seatUtilisation } from "./seat-utilisation.ts";
import { tenureDays } from "./tenure-days.ts";
import { ticketsPer100Seats90 } from "./tickets-per-100-seats-90.ts";
import { usageRecencyDays } from "./usage-recency-days.ts";
import { usageTrend } from "./usage-trend.ts";

/** Every measure, one file each; a new one is a file here and a line below. */
export const measures = [
  usageTrend,
  usageRecencyDays,
  activeDays28,
  eventsPerSeat28,
  errorRate84,
  featuresUsed90,
  seatUtilisation,
  ticketsPer100Seats90,
  openP0Tickets,
  escalatedShare180,
  firstReplyMinutesMedian180,
  csatShare365,
  npsMean365,
  invoiceOverdueDays,
  arrChange365,
  autoRenewShare,
  daysToOptOut,
  churnNoticeServed,
  championGoneDays,
  tenureDays,
] as const satisfies readonly MeasureDefinition[];

/** The id of a registered measure. */
export type MeasureId = (typeof measures)[number]["id"];

/** The ids of all registered measures, for `parseScorecard`. */
export const measureIds: readonly MeasureId[] = measures.map(({ id }) => id);
