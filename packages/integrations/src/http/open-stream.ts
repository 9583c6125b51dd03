import { IntegrationError } from "@cs/models";
import type { AttemptOptions } from "./attempt.ts";
import { failedAttempt } from "./failed-attempt.ts";
import { failureOfCause } from "./failure-of-cause.ts";
import { failureOfStatus } from "./failure-of-status.ts";
import { linesOf } from "./lines-of.ts";
import type { OpenAnswer } from "./transport.ts";
import type { VendorStream } from "./vendor-call.ts";

/** No line of an answer is longer than this; it is all that is held in memory. */
const longestLine = 10 * 1024 * 1024;

/**
 * Sends a call once, and gives the items of its answer when the first of them is there. An answer that is cut, at whatever
 * byte, ends in an error: one that does not say how to know its end is refused.
 *
 * @throws IntegrationError, also from the items, and what `signal` was aborted with.
 */
export async function openStream<Item>(
  call: VendorStream<Item>,
  options: AttemptOptions,
): Promise<AsyncGenerator<Item, void, undefined>> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException("No line came.", "TimeoutError")),
    options.transport.timeouts.start,
  );
  const signal = call.signal ? AbortSignal.any([call.signal, late.signal]) : late.signal;
  try {
    const items = itemsOf(call, options, await options.transport.open(call, options.authorization, signal));
    const first = await items.next();
    return withFirst(first, items);
  } catch (cause) {
    throw errorOf(cause, call, options);
  } finally {
    clearTimeout(timer);
  }
}

async function* itemsOf<Item>(
  call: VendorStream<Item>,
  options: AttemptOptions,
  answer: OpenAnswer,
): AsyncGenerator<Item, void, undefined> {
  const failure = failureOfStatus(answer.status) ?? (saysItsEnd(answer) ? null : "bad_answer");
  if (failure) {
    answer.body.on("error", () => {}).destroy();
    throw failedAttempt(failure, { call, options, answer });
  }
  try {
    for await (const line of linesOf(answer.body, { longestWait: options.transport.timeouts.total, longestLine })) {
      if (line.trim() === "") continue;
      const item = parse(line, call);
      if (!item) throw failedAttempt("bad_answer", { call, options, answer });
      yield item.value;
    }
  } catch (cause) {
    throw errorOf(cause, call, options);
  }
}

/** Without a length or chunks, an answer ends where the connection does, for whatever reason (RFC 9112, section 6.3). */
function saysItsEnd({ headers }: OpenAnswer): boolean {
  return "content-length" in headers || "transfer-encoding" in headers;
}

function parse<Item>(line: string, { item }: VendorStream<Item>): { readonly value: Item } | null {
  try {
    const { success, data } = item.safeParse(JSON.parse(line));
    return success ? { value: data } : null;
  } catch {
    return null;
  }
}

function errorOf(cause: unknown, call: VendorStream<unknown>, options: AttemptOptions): unknown {
  if (cause instanceof IntegrationError) return cause;
  if (call.signal?.aborted) return call.signal.reason;
  const failure = cause instanceof RangeError ? "bad_answer" : failureOfCause(cause);
  return failedAttempt(failure, { call, options, cause });
}

async function* withFirst<Item>(
  first: IteratorResult<Item, void>,
  items: AsyncGenerator<Item, void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  try {
    if (first.done) return;
    yield first.value;
    yield* items;
  } finally {
    await items.return();
  }
}
