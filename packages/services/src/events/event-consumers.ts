import { dealClosed } from "./deal-closed/deal-closed.ts";
import type { EventConsumer } from "./event-consumer.ts";

/** Every type of event that is taken from other servers. */
export const eventConsumers: readonly EventConsumer[] = [dealClosed];
