import { dateOfDayNumber, type LifecycleStage, type SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";
import { addMonths } from "../world/months.ts";

/** The account itself. */
export function customerFacts(world: AccountWorld): SourceFact<"customers">[] {
  const { externalId, company, country, planTier, segment, touchModel, csm, since } = world.identity;
  return [
    {
      externalId,
      clientName: company.name,
      domains: [company.domain],
      industry: company.industry,
      country,
      planTier,
      segment,
      touchModel,
      csm,
      lifecycleStage: lifecycleStage(world),
      customerSince: dateOfDayNumber(since),
    },
  ];
}

function lifecycleStage({ identity, options, churned }: AccountWorld): LifecycleStage {
  if (churned) return "churned";
  const tenure = options.lastDay - identity.since;
  if (tenure < 90) return "onboarding";
  const years = Math.ceil(tenure / 365);
  const renewal = [years, years + 1].map((year) => addMonths(identity.since, 12 * year));
  if (renewal.some((day) => day > options.lastDay && day - options.lastDay <= 90)) return "renewal";
  if (tenure < 240) return "adoption";
  return tenure < 480 ? "value_realization" : "growth";
}
