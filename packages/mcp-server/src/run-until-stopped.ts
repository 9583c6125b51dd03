/** Longest time a process takes to end once it was told to; the database stops in the background. */
const defaultGraceMilliseconds = 1800;

export interface RunningServer {
  /** Resolves when the server ends by itself; a server without an end never resolves. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server and runs it until it ends by itself or the process gets SIGTERM, SIGINT or SIGHUP, then closes it and
 * ends the process, after 1.8 s, or as long as calls may take to finish, in any case: whoever asked must not wait for a
 * hanging connection. A signal during the start lets the start finish, so that nothing it started is left behind; a second
 * signal ends the process at once.
 */
export async function runUntilStopped(
  start: () => Promise<RunningServer>,
  { callSeconds = 0 }: { readonly callSeconds?: number } = {},
): Promise<never> {
  const graceMilliseconds = defaultGraceMilliseconds + callSeconds * 1000;
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  void signalled.then(() => setTimeout(() => process.exit(0), graceMilliseconds).unref());
  const server = await start();
  await Promise.race([server.ended, signalled]);
  setTimeout(() => process.exit(0), graceMilliseconds).unref();
  await server.close();
  process.exit(0);
}
