export { acquireEmbeddedPostgres } from "./acquire-embedded-postgres.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded-postgres.ts";
