import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { asSuperuser, type DatabaseUrls, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { restoreBackup, writeBackup } from "../src/index.ts";
import { migrations } from "../src/migrations/index.ts";
import { rowHashes, stateOf, useFreshDatabases, withChecksum } from "./backup-fixtures.ts";
import { fillTenant } from "./fill-tenant.ts";

const store = useTestStore();
const bench = useWorkbench();
const freshDatabase = useFreshDatabases();
const productVersion = "1.2.3";

/** All that COPY has to escape, and the end of its data. */
const awkward = 'tab\t line\n return\r \\N \\. \n\\.\n "quoted", ü€😀';

let path: string;
let folder: string;
beforeAll(async () => {
  await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", awkward);
  folder = await bench.folder();
  path = join(folder, "deep", "all.backup");
  await writeBackup({ adminUrl: store.urls.adminUrl, path, productVersion });
});

const firstLine = (bytes: Buffer) => bytes.subarray(0, bytes.indexOf("\n") + 1);
const headerOf = (bytes: Buffer) => {
  const content = gunzipSync(bytes.subarray(firstLine(bytes).length, -32)).toString("utf8");
  return JSON.parse(content.slice(0, content.indexOf("\n"))) as { tables: { name: string }[] };
};

describe("a backup", () => {
  it("brings back every row of every table and tenant, equal by its hash", async () => {
    const before = await rowHashes(store.urls);
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(1);
    const target = await freshDatabase();
    await restoreBackup({ adminUrl: target.adminUrl, path });
    expect(await rowHashes(target)).toEqual(before);
    expect((await stateOf(target)).unforced).toEqual([]);
  });

  it("has every table of the schema but those of the migrations, and says what it is", async () => {
    const header = headerOf(await readFile(path));
    expect(header.tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(await rowHashes(store.urls)));
    expect(header).toMatchObject({ productVersion, migrations: Object.keys(migrations) });
  });

  it("is closed to other users, leaves nothing beside it and is never written over", async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(path))).toEqual(["all.backup"]);
    const again = writeBackup({ adminUrl: store.urls.adminUrl, path, productVersion });
    await expect(again).rejects.toMatchObject({ code: "invalid_input", message: expect.stringContaining("exists") });
  });

  it("leaves nothing when it is stopped", async () => {
    const stop = new AbortController();
    const stopped = writeBackup({
      adminUrl: store.urls.adminUrl,
      path: join(folder, "stopped", "b"),
      productVersion,
      signal: stop.signal,
      onRows: () => stop.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(join(folder, "stopped"))).toEqual([]);
  });

  it("is of one moment: what is written meanwhile is not in it", async () => {
    const other = join(folder, "moment.backup");
    const before = await rowHashes(store.urls);
    let written: Promise<unknown> | undefined;
    const onRows = () => {
      written ??= fillTenant(store.persistence, "charlie", "CHARLIE");
    };
    await writeBackup({ adminUrl: store.urls.adminUrl, path: other, productVersion, onRows });
    await written;
    const target = await freshDatabase();
    await restoreBackup({ adminUrl: target.adminUrl, path: other });
    expect(await rowHashes(target)).toEqual(before);
  });

  it("tells a login that does not own the tables which setting to change", async () => {
    const refused = writeBackup({ adminUrl: store.urls.applicationUrl, path: join(folder, "no"), productVersion });
    await expect(refused).rejects.toMatchObject({ code: "configuration", field: "DATABASE_ADMIN_URL" });
  });
});

describe("a table of a later migration", () => {
  it("is in the backup with its identity column and its sequence, without anybody naming it", async () => {
    const create = `
      CREATE TABLE cs.later (
        tenant_id text NOT NULL REFERENCES cs.tenants, number bigint GENERATED ALWAYS AS IDENTITY,
        double bigint GENERATED ALWAYS AS (number * 2) STORED, PRIMARY KEY (tenant_id, number));
      ALTER TABLE cs.later OWNER TO test_owner`;
    const [from, to] = [await freshDatabase(), await freshDatabase()];
    for (const { superuserUrl } of [from, to]) await asSuperuser(superuserUrl, (client) => client.query(create));
    const add = "INSERT INTO cs.later (tenant_id) VALUES ('t') RETURNING number";
    await asSuperuser(from.superuserUrl, async (client) => {
      await client.query(
        "INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES ('t', 't', 'UTC', 'USD')",
      );
      for (let row = 0; row < 3; row += 1) await client.query(add);
    });
    const file = join(folder, "later.backup");
    await writeBackup({ adminUrl: from.adminUrl, path: file, productVersion });
    await restoreBackup({ adminUrl: to.adminUrl, path: file });
    expect(await rowHashes(to)).toEqual(await rowHashes(from));
    const next = await asSuperuser(to.superuserUrl, async (client) => (await client.query(add)).rows);
    expect(next).toEqual([{ number: "4" }]);
  });
});

const flipped = (at: (length: number) => number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const index = at(bytes.length);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
};

const spoilt: { what: string; spoil: (bytes: Buffer) => Buffer; says: RegExp }[] = [
  { what: "without its last byte", spoil: (bytes) => bytes.subarray(0, -1), says: /is damaged/ },
  { what: "cut in half", spoil: (bytes) => bytes.subarray(0, bytes.length / 2), says: /is damaged/ },
  { what: "of the first line alone", spoil: firstLine, says: /is damaged/ },
  { what: "that is empty", spoil: () => Buffer.alloc(0), says: /is not a backup/ },
  { what: "of another program", spoil: () => Buffer.from("PGDMP"), says: /is not a backup/ },
  { what: "with a changed byte in its middle", spoil: flipped((length) => length >> 1), says: /is damaged/ },
  { what: "with a changed byte in its checksum", spoil: flipped((length) => length - 5), says: /is damaged/ },
  { what: "with something behind it", spoil: (bytes) => Buffer.concat([bytes, bytes]), says: /is damaged/ },
  {
    what: "of a newer format",
    spoil: (bytes) => withChecksum(Buffer.from(bytes.toString("latin1").replace(/ 1\n/, " 2\n"), "latin1")),
    says: /has format 2; this version reads format 1/,
  },
];

describe("a restore", () => {
  let target: DatabaseUrls;
  beforeAll(async () => {
    target = await freshDatabase();
  });
  const nothing = { rows: 0 };

  it.each(spoilt)("refuses a file $what and writes nothing", async ({ spoil, says }) => {
    const file = join(folder, "spoilt.backup");
    await writeFile(file, spoil(await readFile(path)));
    const refused = restoreBackup({ adminUrl: target.adminUrl, path: file });
    await expect(refused).rejects.toMatchObject({ code: "invalid_input", message: expect.stringMatching(says) });
    expect(await stateOf(target)).toMatchObject(nothing);
  });

  it("refuses a missing file and a login that does not own the tables", async () => {
    const missing = restoreBackup({ adminUrl: target.adminUrl, path: join(folder, "nowhere") });
    await expect(missing).rejects.toMatchObject({ code: "invalid_input", hint: "Correct the path." });
    const stranger = restoreBackup({ adminUrl: target.applicationUrl, path });
    await expect(stranger).rejects.toMatchObject({ code: "configuration" });
    expect(await stateOf(target)).toMatchObject(nothing);
  });

  it("refuses a database with other migrations and names the version to restore with", async () => {
    const other = await freshDatabase();
    await asSuperuser(other.superuserUrl, (client) =>
      client.query("INSERT INTO cs.schema_migrations (name, timestamp) VALUES ('9999-later', '')"),
    );
    await expect(restoreBackup({ adminUrl: other.adminUrl, path })).rejects.toMatchObject({
      message: expect.stringMatching(/The backup has the schema of migration .*, the database that of 9999-later/),
      hint: expect.stringContaining(`version ${productVersion}`),
    });
    expect(await stateOf(other)).toMatchObject(nothing);
  });

  it("refuses a database with rows and keeps them as they are", async () => {
    const before = await rowHashes(store.urls);
    const refused = restoreBackup({ adminUrl: store.urls.adminUrl, path });
    await expect(refused).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("not empty") });
    expect(await rowHashes(store.urls)).toEqual(before);
  });

  it("writes nothing when a row is refused at the end", async () => {
    const strict = await freshDatabase();
    await asSuperuser(strict.superuserUrl, (client) =>
      client.query("ALTER TABLE cs.audit_entries ADD CHECK (actor <> 'ALPHA')"),
    );
    await expect(restoreBackup({ adminUrl: strict.adminUrl, path })).rejects.toMatchObject({ code: "23514" });
    expect(await stateOf(strict)).toEqual({ rows: 0, unforced: [] });
  });
});
