import type { SourceFact } from "@cs/models";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { plantedUsage } from "./planted-usage.ts";
import { productUsage } from "./product-usage.ts";
import { delivered, inDeliveryOrder } from "./usage-delivery.ts";

/** All use, in the order of delivery; empty when no source delivers it. */
export function usageFacts(world: AccountWorld): SourceFact<"usage">[] {
  if (world.identity.missingSources.includes("usage")) return [];
  const product = productUsage(world);
  const planted = plantedUsage(world, product.length + 1);
  return inDeliveryOrder([
    ...delivered(product, streamOf(world, "usage-delivery")),
    ...delivered(planted, streamOf(world, "planted-delivery")),
  ]);
}
