import { createRedisEventBus } from "../src/index.ts";

/** A process that receives events and never gets done with them, to be killed. */
const [url = "", keyPrefix = ""] = process.argv.slice(2);
const bus = createRedisEventBus({ url, keyPrefix, onError: (error) => console.error(error.message) });
await bus.subscribe({
  consumer: "plans",
  types: ["deal.closed"],
  handle(event) {
    console.log(`received ${event.id}`);
    return new Promise(() => {});
  },
});
