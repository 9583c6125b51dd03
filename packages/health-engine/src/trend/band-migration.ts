import { type HealthBand, healthBands } from "@cs/models";

/** Number of accounts by the band before, then by the band after; every pair is there. */
export type BandMatrix = Readonly<Record<HealthBand, Readonly<Record<HealthBand, number>>>>;

/** Counts how accounts moved between bands. Accounts without a score are in `insufficient_data`. */
export function bandMigration(
  moves: Iterable<{ readonly before: HealthBand; readonly after: HealthBand }>,
): BandMatrix {
  const counts = emptyBandMatrix();
  for (const { before, after } of moves) counts[before][after] += 1;
  return counts;
}

/** Counts to be raised, all 0. */
export function emptyBandMatrix(): Record<HealthBand, Record<HealthBand, number>> {
  return perBand(() => perBand(() => 0));
}

function perBand<Value>(make: () => Value): Record<HealthBand, Value> {
  return Object.fromEntries(healthBands.map((band) => [band, make()])) as Record<HealthBand, Value>;
}
