/**
 * A normaliser with its tables prepared: writes 0-100 into `points` for every value, at the same place. Values are in
 * the unit of the measure; NaN and the infinities give NaN.
 *
 * `score` and `scoreBatch` both run it, so their points are the same bits. Every kind has a loop of its own: a shared
 * loop that calls a function per value takes several times as long.
 */
export type CompiledNormaliser = (values: Float64Array, points: Float64Array) => void;
