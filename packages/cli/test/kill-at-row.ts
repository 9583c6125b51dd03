import { asSuperuser, type RunningProgram, until } from "@cs/testing";
import { expect } from "vitest";

/** A statement that finds who waits for the lock in this database; other tests have locks of the same number. */
export const waitingForLock = `
  SELECT FROM pg_locks
  WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

interface Row {
  /** As `cs.tickets`. */
  readonly table: string;
  readonly externalId: string;
}

/** Starts a program, has a row that it inserts wait for us, and kills it there, within the transaction. */
export async function killAtRow(
  superuserUrl: string,
  { table, externalId }: Row,
  start: () => RunningProgram,
): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    await client.query(`
      CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END $$;
      CREATE TRIGGER wait BEFORE INSERT ON ${table}
      FOR EACH ROW WHEN (new.external_id = '${externalId}') EXECUTE FUNCTION public.wait();
      SELECT pg_advisory_lock(4711)`);
    const program = start();
    await until(async () => (await client.query(waitingForLock)).rowCount === 1);
    program.child.kill("SIGKILL");
    expect(await program.ended).toEqual({ code: null, signal: "SIGKILL" });
    await client.query("SELECT pg_advisory_unlock(4711)");
  });
}
