import { dateOfDayNumber } from "@cs/models";
import { featureCatalogue } from "../names/feature-catalogue.ts";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { activityShare } from "../world/activity.ts";
import { healthOn } from "../world/latent-health.ts";
import { seasonFactor } from "../world/season.ts";
import { seatLineOn } from "./seat-line.ts";
import type { TimedUsage } from "./usage-delivery.ts";
import { usageEvent } from "./usage-event.ts";
import { usageUsers } from "./usage-users.ts";

/** Use that health drives, per user, feature and day, by day. */
export function productUsage(world: AccountWorld): TimedUsage[] {
  const { enabledBase, enabledSlope, dailyFactor, highest, activityBase, activitySlope } = parameters.usage;
  const random = streamOf(world, "usage");
  const features = streamOf(world, "usage-features").shuffled(featureCatalogue);
  const users = usageUsers(world);
  const events: TimedUsage[] = [];
  for (let day = world.from; day < world.until; day += 1) {
    const line = seatLineOn(world, day);
    if (line === null) continue;
    const date = dateOfDayNumber(day);
    const health = healthOn(world.health, day);
    const share = activityShare(world, day);
    const enabled = share * (enabledBase + enabledSlope * health);
    const daily = Math.min(highest, dailyFactor / Math.sqrt(line.seats)) * seasonFactor(day);
    const chance = daily * (activityBase + activitySlope * health);
    for (const { name: user, threshold, intensity } of users.slice(0, line.seats)) {
      if (threshold >= enabled || !random.chance(chance * intensity)) continue;
      for (const feature of drawFeatures(world, random, { features, health })) {
        const number = events.length + 1;
        events.push(usageEvent({ world, random, number, day, date, line, health, feature, user }));
      }
    }
  }
  return events;
}

interface FeatureChoice {
  /** In the order in which the account takes them up. */
  readonly features: readonly string[];
  readonly health: number;
}

/** One feature, sometimes two; those taken up first are used most. */
function drawFeatures(world: AccountWorld, random: RandomStream, { features, health }: FeatureChoice): string[] {
  const { featuresBase, breadth, secondFeature } = parameters.usage;
  const known = Math.min(features.length, featuresBase + Math.round(health * breadth[world.identity.planTier]));
  const draw = () => {
    const uniform = random.uniform();
    return features[Math.floor(known * uniform * uniform)] ?? featureCatalogue[0];
  };
  const first = draw();
  if (!random.chance(secondFeature)) return [first];
  const second = draw();
  return second === first ? [first] : [first, second];
}
