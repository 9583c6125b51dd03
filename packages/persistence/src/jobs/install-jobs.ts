import { type Kysely, sql } from "kysely";
import { PgBoss } from "pg-boss";
import { jobNames, jobSchema, queueSettings, shownSeconds } from "./job-queues.ts";

/**
 * Creates the queues or brings them to the version of pg-boss that is installed, and lets the application use them. Runs
 * as the owner; safe to run again, and processes that start at once take turns.
 */
export async function installJobs(db: Kysely<unknown>, adminUrl: string, applicationRole: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('install jobs', 0))`.execute(trx);
    await createQueues(adminUrl);
    await grantQueues(trx, applicationRole);
  });
}

async function createQueues(adminUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, schema: jobSchema, max: 1, supervise: false, schedule: false });
  await boss.start();
  try {
    for (const name of jobNames) {
      const settings = { ...queueSettings, deleteAfterSeconds: shownSeconds[name] };
      await boss.createQueue(name, { policy: "exclusive", ...settings });
      // A queue of an earlier version keeps its jobs and gets these settings.
      await boss.updateQueue(name, settings);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function grantQueues(db: Kysely<unknown>, applicationRole: string): Promise<void> {
  const schema = sql.id(jobSchema);
  const role = sql.id(applicationRole);
  await sql`GRANT USAGE ON SCHEMA ${schema} TO ${role}`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`.execute(db);
  await sql`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role}`.execute(db);
}

/** Removes the queues with every job in them. */
export async function removeJobs(db: Kysely<unknown>): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS ${sql.id(jobSchema)} CASCADE`.execute(db);
}
