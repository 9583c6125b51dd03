import { join } from "node:path";
import {
  asSuperuser,
  cloneTemplate,
  databaseVariables,
  dropDatabase,
  ownerRole,
  until,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { writeOwnFiles } from "./own-files.ts";

const store = useTestStore();
const bench = useWorkbench();
let file: string;
let env: Record<string, string>;

beforeAll(async () => {
  env = { ...databaseVariables(store.urls) };
  const { folder, mapping } = await writeOwnFiles(await bench.folder());
  expect((await bench.run("cs", ["import", folder, "--mapping", mapping], env)).code).toBe(0);
  file = join(folder, "cs.backup");
});

describe("cs backup", () => {
  it("writes a file and tells how many rows are in it", async () => {
    const { code, stdout, stderr } = await bench.run("cs", ["backup", file, "--json"], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(stdout) as { file: string; tables: { name: string; rows: number }[] };
    expect(report.file).toBe(file);
    const [accounts] = await store.query<{ rows: number }>("SELECT count(*)::int AS rows FROM cs.accounts");
    expect(report.tables.find(({ name }) => name === "accounts")).toMatchObject({ rows: accounts?.rows });
  });

  it("needs the owner and names the setting", async () => {
    const { code, stderr } = await bench.run("cs", ["backup", `${file}.2`], {
      DATABASE_URL: store.urls.applicationUrl,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("DATABASE_ADMIN_URL");
  });
});

describe("cs restore", () => {
  it("creates the schema in a new embedded database, fills it, and refuses to do it twice", async () => {
    const home = { CS_HOME: await bench.home() };
    const { code, stderr } = await bench.run("cs", ["restore", file], home);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/Restored [\d,]+ rows of \d+ tables/),
    });
    const connection = await bench.connect(home);
    const restored = await connection.call("list_clients");
    expect(restored).toMatchObject({ total: (await store.run("list_clients"))["total"] });
    await connection.close();
    const again = await bench.run("cs", ["restore", file], home);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/The database is not empty: there are rows in tenants\.\nRestore into a new database/);
  });

  it("fills a database in which background work runs, though no job was in the backup", async () => {
    const home = { CS_HOME: await bench.home(), CS_AS_OF: "2024-06-30" };
    expect((await bench.run("cs", ["restore", file], home)).code).toBe(0);
    const worker = bench.start("cs", ["worker"], home);
    await until(async () => {
      const { stdout } = await bench.run("cs", ["jobs", "--json"], home);
      const { jobs } = JSON.parse(stdout) as { jobs: { name: string; state: string }[] };
      return jobs.some(({ name, state }) => name === "rescore" && state === "completed");
    });
    const { stdout } = await bench.run("cs", ["jobs", "--json"], home);
    expect(JSON.parse(stdout)).toMatchObject({ rescoring: [{ asOf: "2024-06-30", scored: 2 }] });
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0 });
  }, 90_000);

  it("leaves nothing behind when it is killed in the middle of the rows", async () => {
    const urls = await cloneTemplate(inject("postgresUrl"));
    await asSuperuser(urls.superuserUrl, async (client) => {
      // The first account waits for us, so that the restore is killed when it has written all rows before it.
      await client.query(`
        CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END $$;
        CREATE TRIGGER wait BEFORE INSERT ON cs.accounts FOR EACH ROW EXECUTE FUNCTION public.wait();
        SELECT pg_advisory_lock(4711)`);
      const program = bench.start("cs", ["restore", file], databaseVariables(urls));
      const waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted";
      await until(async () => (await client.query(waiting)).rowCount === 1);
      program.child.kill("SIGKILL");
      expect(await program.ended).toEqual({ code: null, signal: "SIGKILL" });
      await client.query("SELECT pg_advisory_unlock(4711)");
      const sessions = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = '${ownerRole}'`;
      await until(async () => (await client.query(sessions)).rowCount === 0);
      expect((await client.query("SELECT FROM cs.tenants")).rowCount).toBe(0);
      expect((await client.query("SELECT FROM cs.accounts")).rowCount).toBe(0);
    });
    await dropDatabase(inject("postgresUrl"), urls.name);
  });
});
