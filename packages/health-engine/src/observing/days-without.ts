import {
  type AccountFacts,
  type CalendarDate,
  type ContactRole,
  daysBetween,
  type MeasureObservation,
} from "@cs/models";
import { latestDay } from "./extreme-days.ts";
import { missing, observed } from "./observation.ts";

/** Longer ago a renewal has passed without anybody in the role, so that the departure tells nothing of the next one. */
const REMEMBERED_DAYS = 365;

/**
 * Days since the last contact with a role departed and nobody took over; 0 while one is there. Unknown when there never
 * was one, or when the last departed more than 365 days ago. `until` is the day that the value speaks for.
 */
export function daysWithout(
  role: ContactRole,
  { contacts, asOf }: Pick<AccountFacts, "contacts" | "asOf">,
  until: CalendarDate,
): MeasureObservation {
  const known = contacts.filter(({ roles }) => roles.includes(role));
  const name = role.replaceAll("_", " ");
  if (known.length === 0) return missing(`no ${name} was ever known`);
  const departures = known.flatMap(({ departedOn }) => (departedOn !== null && departedOn <= asOf ? departedOn : []));
  const last = latestDay(departures);
  if (last === null || departures.length < known.length) return observed(0, until);
  const days = daysBetween(last, asOf);
  return days > REMEMBERED_DAYS ? missing(`the last ${name} left more than a year ago`) : observed(days, until);
}
