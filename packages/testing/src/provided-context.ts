import type { RedisSource } from "./redis/redis-program.ts";

declare module "vitest" {
  /** What the global set-up gives to every test file. */
  export interface ProvidedContext {
    /** Superuser login of the test server, at its maintenance database. */
    postgresUrl: string;
    /** Data folder with a created, empty embedded database that does not run; only to be copied. */
    preparedHome: string;
    /** Where tests of Redis get one. */
    redis: RedisSource;
    /** Whether the run repeats things in many rounds. */
    soak: boolean;
    /** Superuser login of a server to test on instead of the embedded one. */
    ownPostgresUrl?: string;
  }
}
