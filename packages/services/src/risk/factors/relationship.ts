import { feedGap } from "@cs/health-engine";
import { type AccountFacts, type ContactRole, daysBetween, type MeasureObservation } from "@cs/models";

/** Days since the last contact with a role departed; 0 while one is there. The formula of days without a champion. */
export function daysWithout(role: ContactRole, facts: AccountFacts): MeasureObservation {
  const gap = feedGap(facts, { needs: ["contacts"], windowDays: null });
  if (gap !== null) return { value: null, reason: gap };
  const departures = facts.contacts.filter(({ roles }) => roles.includes(role)).map(({ departedOn }) => departedOn);
  if (departures.length === 0) return { value: null, reason: `no ${role.replace("_", " ")} was ever known` };
  const gone = departures.flatMap((day) => (day !== null && day <= facts.asOf ? [day] : [])).sort();
  const last = gone.at(-1);
  const value = last === undefined || gone.length < departures.length ? 0 : daysBetween(last, facts.asOf);
  return { value, observedOn: facts.asOf };
}
