import type { Instant } from "@cs/models";
import type { BusinessHours } from "./business-hours.ts";

export const slaStates = ["active", "paused", "at_risk", "met", "breached", "not_applicable"] as const;
export type SlaState = (typeof slaStates)[number];

/** What happens to a clock. `activate` starts it, also again; `apply` gives it a target, in place of any before. */
export type SlaClockEvent =
  | { readonly at: Instant; readonly type: "activate" | "pause" | "fulfil" }
  | { readonly at: Instant; readonly type: "apply"; readonly targetMinutes: number | null };

/** What a clock shows. */
export interface SlaReading {
  readonly state: SlaState;
  readonly targetMinutes: number | null;
  /** Minutes of work that counted; null when it never ran. */
  readonly elapsedMinutes: number | null;
  /** When the target is reached if nothing else happens, or was; null while it stands still and when it was met. */
  readonly dueAt: Instant | null;
  /** When it stopped for good. */
  readonly fulfilledAt: Instant | null;
}

export interface SlaQuestion {
  readonly hours: BusinessHours;
  /** Later events are not known yet. */
  readonly now: Instant;
  /** The share of the target from which on a running clock is at risk. */
  readonly atRiskShare: number;
}

interface Run {
  readonly from: Instant;
  readonly to: Instant;
}

/** Reads a clock as a fold over its events, in the order of their instants. */
export function readSlaClock(events: readonly SlaClockEvent[], question: SlaQuestion): SlaReading {
  const { hours, now, atRiskShare } = question;
  const { runs, since, fulfilledAt, targetMinutes } = fold(events, now);
  const all = since === null ? runs : [...runs, { from: since, to: now }];
  const ran = all.length > 0 || fulfilledAt !== null;
  const sumOf = (some: readonly Run[]) => some.reduce((sum, { from, to }) => sum + hours.minutesBetween(from, to), 0);
  const elapsed = sumOf(all);
  const shown = { targetMinutes, elapsedMinutes: ran ? elapsed : null, fulfilledAt };
  if (!ran || targetMinutes === null) return { ...shown, state: "not_applicable", dueAt: null };
  if (elapsed > targetMinutes) return { ...shown, state: "breached", dueAt: reachedAt(all, targetMinutes, hours) };
  if (fulfilledAt !== null) return { ...shown, state: "met", dueAt: null };
  if (since === null) return { ...shown, state: "paused", dueAt: null };
  const state = elapsed >= atRiskShare * targetMinutes ? "at_risk" : "active";
  return { ...shown, state, dueAt: hours.addMinutes(since, targetMinutes - sumOf(runs)) };
}

interface Folded {
  readonly runs: readonly Run[];
  /** Since when it runs; null while it stands still. */
  readonly since: Instant | null;
  readonly fulfilledAt: Instant | null;
  readonly targetMinutes: number | null;
}

function fold(events: readonly SlaClockEvent[], now: Instant): Folded {
  const past = events
    .filter(({ at }) => Date.parse(at) <= Date.parse(now))
    .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
  return past.reduce<Folded>(after, { runs: [], since: null, fulfilledAt: null, targetMinutes: null });
}

function after(clock: Folded, event: SlaClockEvent): Folded {
  if (event.type === "apply") return { ...clock, targetMinutes: event.targetMinutes };
  if (event.type === "activate") return { ...clock, since: clock.since ?? event.at, fulfilledAt: null };
  const runs = clock.since === null ? clock.runs : [...clock.runs, { from: clock.since, to: event.at }];
  const fulfilledAt = event.type === "fulfil" ? (clock.fulfilledAt ?? event.at) : clock.fulfilledAt;
  return { ...clock, runs, since: null, fulfilledAt };
}

/** When the runs together had lasted for so long, which they have. */
function reachedAt(runs: readonly Run[], minutes: number, hours: BusinessHours): Instant | null {
  let left = minutes;
  for (const { from, to } of runs) {
    const lasted = hours.minutesBetween(from, to);
    if (lasted > left) return hours.addMinutes(from, left);
    left -= lasted;
  }
  return null;
}
