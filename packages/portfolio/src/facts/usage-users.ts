import { parameters } from "../parameters.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";

/** A person who may use the product. */
export interface UsageUser {
  readonly name: string;
  /** The seat is in use while the account's enabled share is above this; uniform in [0, 1). */
  readonly threshold: number;
  /** How much more or less than others this person works with the product. */
  readonly intensity: number;
}

/** One user per seat the account ever had; the first `seats` of them have a seat on a day. */
export function usageUsers(world: AccountWorld): UsageUser[] {
  const random = streamOf(world, "usage-users");
  const [lowest, highest] = parameters.usage.userSpread;
  const seats = Math.max(...world.subscriptions.lines.map((line) => line.seats ?? 0));
  return Array.from({ length: seats }, (_, position) => ({
    name: `${world.identity.externalId}-user-${position + 1}`,
    threshold: random.uniform(),
    intensity: random.real(lowest, highest),
  }));
}
