import { limitSchema, limitTable } from "@cs/persistence";
import type pg from "pg";

/** Points to count for a key, in a window that begins with the first of them. */
export interface Count {
  readonly key: string;
  readonly points: number;
  /** How many points fit into a window. */
  readonly limit: number;
  readonly seconds: number;
}

const table = `${limitSchema}.${limitTable}`;

/** Rows are taken in one order, so that two processes which count the same keys never wait for each other in a circle. */
const addPoints = `
  INSERT INTO ${table} AS counter (key, points, expire)
  SELECT key, points, $4::bigint + 1000 * seconds FROM unnest($1::text[], $2::int[], $3::int[]) AS counted (key, points, seconds)
  ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN counter.expire > $4 THEN counter.points ELSE 0 END + excluded.points,
    expire = CASE WHEN counter.expire > $4 THEN counter.expire ELSE excluded.expire END
  RETURNING key, points, expire::float8
`;

/**
 * Counts all in one statement. Gives for each, in the order in which they came, the milliseconds until it fits, or null
 * when it fits now.
 */
export async function countTogether(pool: pg.Pool, counts: readonly Count[]): Promise<(number | null)[]> {
  const now = Date.now();
  const sums = new Map<string, Count>();
  for (const count of counts) {
    sums.set(count.key, { ...count, points: count.points + (sums.get(count.key)?.points ?? 0) });
  }
  const added = [...sums.values()];
  const { rows } = await pool.query<{ key: string; points: number; expire: number }>({
    name: "count",
    text: addPoints,
    values: [added.map(({ key }) => key), added.map(({ points }) => points), added.map(({ seconds }) => seconds), now],
  });
  const windows = new Map(rows.map(({ key, points, expire }) => [key, { before: points - pointsOf(key), expire }]));
  return counts.map(({ key, points, limit }) => {
    const window = windows.get(key);
    if (!window) throw new Error(`${key} was not counted`);
    window.before += points;
    return window.before > limit ? Math.max(1, window.expire - now) : null;
  });

  function pointsOf(key: string): number {
    return sums.get(key)?.points ?? 0;
  }
}

/** Removes the counters whose window ended more than an hour ago. */
export async function removeExpired(pool: pg.Pool): Promise<void> {
  await pool.query(`DELETE FROM ${table} WHERE expire < $1`, [Date.now() - 60 * 60 * 1000]);
}
