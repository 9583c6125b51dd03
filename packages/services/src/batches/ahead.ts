/** The same items, of which the next is being made while one is worked on. */
export async function* ahead<Item>(items: AsyncGenerator<Item, void>): AsyncGenerator<Item, void> {
  let next = begin(items);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = begin(items);
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await items.return();
  }
}

function begin<Item>(items: AsyncGenerator<Item, void>): Promise<IteratorResult<Item, void>> {
  const next = items.next();
  // Its failure is heard of where it is awaited.
  next.catch(() => {});
  return next;
}
