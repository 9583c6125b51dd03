/** The exit code of a program that SIGINT ended. */
export const interrupted = 130;

/** Aborts when somebody asks the program to end, so that it can take back what it began. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
