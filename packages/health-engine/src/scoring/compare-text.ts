/** Orders texts by code unit, for `sort`: the same on every machine, unlike an order by locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
