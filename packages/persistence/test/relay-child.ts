import { createPersistence } from "../src/index.ts";

/** A relay that delivers by printing and never gets to say so: it waits to be killed. */
createPersistence({ url: process.argv[2] ?? "" }).startRelay({
  leaseMilliseconds: 1_000,
  onError: (error) => {
    throw error;
  },
  handlers: {
    test: ({ id }) => {
      process.stdout.write(`delivered ${id}\n`);
      return new Promise(() => {});
    },
  },
});
