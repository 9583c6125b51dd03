import { asSuperuser, build, databaseVariables, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { waitingForLock } from "./kill-at-row.ts";

const asOf = "2024-06-30";
const accounts = 1000;
const bench = useWorkbench();
const store = useTestStore();

beforeAll(async () => {
  const customers = Array.from({ length: accounts }, (_, index) => build.customer({ externalId: `A-${index}` }));
  await store.persistence.write(store.tenantId, (tx) => tx.facts.write("customers", "crm", customers));
});

it("leaves its run to another worker when it is killed, and every account is scored once", async () => {
  const env = { ...databaseVariables(store.urls), CS_AS_OF: asOf };
  const runs = () => store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(10));
  await asSuperuser(store.urls.superuserUrl, async (client) => {
    // Every score leaves a mark. One account in the middle waits for us, so that the worker dies within a batch.
    await client.query(`
      CREATE TABLE public.marks (client_id text NOT NULL);
      GRANT INSERT ON public.marks TO PUBLIC;
      CREATE FUNCTION public.mark() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO public.marks VALUES (new.client_id);
          IF new.client_id = TG_ARGV[0] THEN PERFORM pg_advisory_xact_lock(4711); END IF;
          RETURN new;
        END $$;
      SELECT pg_advisory_lock(4711)`);
    const middle = "SELECT client_id FROM cs.accounts ORDER BY client_id OFFSET 500 LIMIT 1";
    const { rows } = await client.query<{ client_id: string }>(middle);
    await client.query(`
      CREATE TRIGGER mark BEFORE INSERT OR UPDATE ON cs.health_standings
      FOR EACH ROW EXECUTE FUNCTION public.mark('${rows[0]?.client_id}')`);

    const first = bench.start("cs", ["worker"], env);
    await until(async () => (await client.query(waitingForLock)).rowCount === 1);
    first.child.kill("SIGKILL");
    expect(await first.ended).toEqual({ code: null, signal: "SIGKILL" });
    await client.query("SELECT pg_advisory_unlock(4711)");
    expect(await runs()).toMatchObject([{ visited: 400, finishedAt: null }]);
  });

  const second = bench.start("cs", ["worker"], env);
  await until(async () => (await runs()).some(({ finishedAt }) => finishedAt !== null));
  expect(await runs()).toMatchObject([{ asOf, visited: accounts, scored: accounts }]);
  expect(
    await store.query("SELECT count(*)::int AS marks, count(DISTINCT client_id)::int AS accounts FROM public.marks"),
  ).toEqual([{ marks: accounts, accounts }]);
  second.child.kill("SIGTERM");
  expect(await second.ended).toMatchObject({ code: 0 });
}, 120_000);
