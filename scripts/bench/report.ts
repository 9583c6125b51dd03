/** Prints one measurement as `name | value | ratio to the baseline`. */
export function report(
  name: string,
  value: string,
  ratio?: { readonly of: number; readonly to: number; readonly label: string },
): void {
  const text = ratio === undefined ? "" : `  ${(ratio.of / ratio.to).toFixed(2)} x ${ratio.label}`;
  console.log(`${name.padEnd(44)} ${value.padStart(16)}${text}`);
}

/** Median of a list that is not empty. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
