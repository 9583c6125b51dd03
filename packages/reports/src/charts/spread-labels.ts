/**
 * Places for labels of one height beside a column of marks, in the order given: each as near to its mark as the others
 * let it, none over another, none outside `top` to `bottom` as long as all have room there.
 */
export function spreadLabels(
  marks: readonly number[],
  { height, top, bottom }: { readonly height: number; readonly top: number; readonly bottom: number },
): number[] {
  const order = marks.map((_, at) => at).sort((left, right) => (marks[left] ?? 0) - (marks[right] ?? 0));
  const places = [...marks];
  let free = top;
  for (const at of order) {
    places[at] = Math.max(marks[at] ?? 0, free);
    free = (places[at] ?? 0) + height;
  }
  let limit = bottom;
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at] ?? 0, limit);
    limit = (places[at] ?? 0) - height;
  }
  return places;
}
