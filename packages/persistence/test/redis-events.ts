import type { CloudEvent } from "@cs/models";
import { createRedisEventBus, type RedisEventBusOptions } from "../src/index.ts";

export function dealClosed(id: string): CloudEvent {
  return { specversion: "1.0", id, source: "/sales", type: "deal.closed", tenantid: "default", data: { id } };
}

export const ids = (count: number) => Array.from({ length: count }, (_, index) => `E-${index + 1}`);

/** A bus with short times, and all errors it told. */
export function openBus(url: string, keyPrefix: string, options: Partial<RedisEventBusOptions> = {}) {
  const errors: Error[] = [];
  const bus = createRedisEventBus({
    url,
    keyPrefix,
    onError: (error) => errors.push(error),
    retryAfterMilliseconds: 100,
    watchEveryMilliseconds: 50,
    ...options,
  });
  return { bus, errors };
}
