import pg from "pg";
import type { Db } from "pg-boss";

/** Lets pg-boss work on a pool of ours, with values as the driver gives them rather than as the models have them. */
export function jobDatabaseOver(pool: pg.Pool): Db {
  return { executeSql: (text, values = []) => pool.query({ text, values, types: pg.types }) };
}
