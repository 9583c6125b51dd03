/**
 * Does something that a signal ends, when it takes longer than `milliseconds` or when `signal` is aborted. Nothing of it is
 * kept when it is over, unlike with `AbortSignal.timeout`, whose timers live on for as long as they were set.
 */
export async function inTime<Result>(
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const end = new AbortController();
  const stop = () => end.abort(signal?.reason);
  const timer = setTimeout(() => end.abort(new DOMException("It took too long.", "TimeoutError")), milliseconds);
  signal?.addEventListener("abort", stop);
  try {
    return await work(end.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
