import { asSuperuser, type TestStore, until } from "@cs/testing";

/** A lock that makes every call hang which needs the accounts. */
export interface AccountsLock {
  /** Waits until a call hangs, and gives the process id of its database connection. */
  hangingCall(): Promise<number>;
  /** Lets the hanging calls go on. */
  release(): Promise<void>;
}

/** Runs `work` while the accounts are locked; the lock ends with it at the latest. */
export function withAccountsLocked<T>(store: TestStore, work: (lock: AccountsLock) => Promise<T>): Promise<T> {
  return asSuperuser(store.urls.superuserUrl, async (client) => {
    await client.query("BEGIN; LOCK TABLE cs.accounts IN ACCESS EXCLUSIVE MODE");
    const findHanging = async () => {
      // A transaction sees the sessions of its first look, until it is told to look again.
      await client.query("SELECT pg_stat_clear_snapshot()");
      return client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'relation'`,
      );
    };
    return work({
      async hangingCall() {
        let pid: number | undefined;
        await until(async () => {
          pid = (await findHanging()).rows[0]?.pid;
          return pid !== undefined;
        });
        return pid ?? 0;
      },
      async release() {
        await client.query("ROLLBACK");
      },
    });
  });
}
