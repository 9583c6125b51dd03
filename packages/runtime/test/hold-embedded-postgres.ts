// A process for tests: acquires the embedded PostgreSQL of the folder in its first argument, tells its parent over
// IPC, and obeys "release". With a number as second argument it acquires and releases that many times instead.

import { Client } from "pg";
import { acquireEmbeddedPostgres } from "../src/embedded-postgres/index.ts";

const [home = "", rounds] = process.argv.slice(2);

async function selectOne(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("SELECT 1");
  await client.end();
}

async function acquire() {
  const postgres = await acquireEmbeddedPostgres({ home, settings: { fsync: "off" }, timeoutMilliseconds: 50_000 });
  await selectOne(postgres.applicationUrl);
  return postgres;
}

if (rounds === undefined) {
  const postgres = await acquire();
  process.once("message", async () => {
    await postgres.release();
    process.disconnect();
  });
  process.send?.({ ...postgres });
} else {
  for (let round = 0; round < Number(rounds); round += 1) {
    const postgres = await acquire();
    await postgres.release();
  }
  process.disconnect?.();
}
