import type { SourceFact } from "@cs/models";
import { featureCatalogue } from "../names/feature-catalogue.ts";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { activityShare } from "../world/activity.ts";
import { healthOn } from "../world/latent-health.ts";
import { seasonFactor } from "../world/season.ts";
import { instantOfMinute } from "./instant-of-minute.ts";
import { subscriptionId } from "./subscription-facts.ts";
import { deliver, type TimedUsage } from "./usage-delivery.ts";
import { usageUsers } from "./usage-users.ts";

const DAY = 1440;

/** Use per user, feature and day, in the order of delivery; empty when the account has no usage source. */
export function usageFacts(world: AccountWorld): SourceFact<"usage">[] {
  if (!world.identity.hasUsageSource) return [];
  const { enabledBase, enabledSlope, dailyFactor, highest, activityBase, activitySlope } = parameters.usage;
  const random = streamOf(world, "usage");
  const features = streamOf(world, "usage-features").shuffled(featureCatalogue);
  const users = usageUsers(world);
  const events: TimedUsage[] = [];
  for (let day = world.from; day < world.until; day += 1) {
    const line = seatLineOn(world, day);
    if (line === null) continue;
    const health = healthOn(world.health, day);
    const share = activityShare(world, day);
    const enabled = share * (enabledBase + enabledSlope * health);
    const daily = Math.min(highest, dailyFactor / Math.sqrt(line.seats)) * seasonFactor(day);
    const chance = daily * (activityBase + activitySlope * health);
    for (const { name, threshold, intensity } of users.slice(0, line.seats)) {
      if (threshold >= enabled || !random.chance(chance * intensity)) continue;
      for (const feature of drawFeatures(world, random, { features, health })) {
        const event = drawEvent(random, { day, health });
        const { externalId: customer } = world.identity;
        const externalId = `${customer}-use-${events.length + 1}`;
        const fact = { externalId, customer, subscription: line.id, feature, user: name, ...event.values };
        events.push({ minute: event.minute, fact });
      }
    }
  }
  return deliver(events, streamOf(world, "usage-delivery"));
}

/** The running line that carries the seats. */
function seatLineOn(world: AccountWorld, day: number): { readonly id: string; readonly seats: number } | null {
  const { lines } = world.subscriptions;
  const position = lines.findIndex((line) => {
    return line.seats !== null && line.start <= day && (line.end === null || day < line.end);
  });
  const seats = lines[position]?.seats ?? null;
  return seats === null ? null : { id: subscriptionId(world, position), seats };
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

function drawEvent(random: RandomStream, { day, health }: { readonly day: number; readonly health: number }) {
  const { meanQuantity, secondsPerUse, errorBase, errorSlope } = parameters.usage;
  const minute = day * DAY + random.integer(7 * 60, 18 * 60);
  const quantity = 1 + Math.floor(random.waiting(meanQuantity * (0.5 + health)));
  const durationSeconds = Math.round(quantity * random.real(secondsPerUse[0], secondsPerUse[1]));
  const errors = random.poisson(quantity * (errorBase + errorSlope * (1 - health)));
  return { minute, values: { occurredAt: instantOfMinute(minute), quantity, durationSeconds, errors } };
}
