/** 1 / (1 + e^-x): from the real line to (0, 1). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
