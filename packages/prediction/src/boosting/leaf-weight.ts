/** What the constraints of splits above leave for the leaves below. */
export interface WeightBounds {
  readonly low: number;
  readonly high: number;
}

/** The log-odds that lower the penalised loss most, by one Newton step within the bounds. Curvature includes the penalty. */
export function leafWeight(gradient: number, curvature: number, { low, high }: WeightBounds): number {
  const weight = -gradient / curvature;
  return weight < low ? low : weight > high ? high : weight;
}

/** By how much a weight lowers the penalised loss, to the second order. Curvature includes the penalty. */
export function lossSaved(gradient: number, curvature: number, weight: number): number {
  return -weight * (gradient + (curvature * weight) / 2);
}
