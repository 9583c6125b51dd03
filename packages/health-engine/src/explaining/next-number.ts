const view = new DataView(new ArrayBuffer(8));

/** The smallest number above a finite one. */
export function nextAbove(value: number): number {
  return -nextBelow(-value);
}

/** The largest number below a finite one: what "less than 45" allows at most. */
export function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  view.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return view.getFloat64(0);
}
