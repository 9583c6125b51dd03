import { parameters } from "../parameters.ts";
import type { AccountWorld } from "./account-world.ts";

/** Share of its usual activity that an account shows on a day: it ramps up at the start and fades before the end. */
export function activityShare({ identity, departure }: AccountWorld, day: number): number {
  const { rampDays, startShare } = parameters.onboarding;
  const ramp = Math.min(1, startShare + ((1 - startShare) * (day - identity.since)) / rampDays);
  if (departure?.type !== "non_renewal" || day < departure.decidedOn) return ramp;
  const gone = Math.min(1, (day - departure.decidedOn) / (departure.effectiveOn - departure.decidedOn));
  return ramp * (1 - (1 - parameters.departure.finalActivity) * gone);
}
