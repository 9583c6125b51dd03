/** Things in batches of a size, the last of them perhaps smaller; none is empty. */
export async function* inBatches<Thing>(
  things: AsyncIterable<Thing> | Iterable<Thing>,
  size: number,
): AsyncGenerator<Thing[]> {
  let batch: Thing[] = [];
  for await (const thing of things) {
    batch.push(thing);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
