/** Values to normalise and where their points go; one value of one account is a run of length 1. */
export interface NormaliserRun {
  /** Finite numbers in the unit of the measure; NaN for a missing one. */
  readonly values: Float64Array;
  /** The run is `values[from]` to `values[to - 1]`. */
  readonly from: number;
  readonly to: number;
  /** Takes 0-100 for every value and NaN for a missing one: the first at `at`, each next `stride` further. */
  readonly points: Float64Array;
  readonly at: number;
  readonly stride: number;
}

/**
 * A normaliser with its tables prepared. `score` and `scoreBatch` both run it, so their points are the same bits. Every
 * kind has a loop of its own: a shared loop that calls a function per value takes several times as long.
 */
export type CompiledNormaliser = (run: NormaliserRun) => void;
