import {
  databaseVariables,
  isRunning,
  postmasterPid,
  processesNaming,
  programArguments,
  type RunningProgram,
  until,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { describe, expect, it } from "vitest";
import { answerTo, initialize, send } from "./json-rpc.ts";

const store = useTestStore();
const bench = useWorkbench();

/** A client program: it starts its server, holds the pipes, tells the server's pid on stderr and relays messages. */
const nodeParent = `
  const { spawn } = require("node:child_process");
  const server = spawn(process.argv[1], process.argv.slice(2), { stdio: ["pipe", "pipe", "ignore"] });
  process.stderr.write("server " + server.pid + "\\n");
  process.stdin.on("data", (chunk) => server.stdin.write(chunk));
  server.stdout.on("data", (chunk) => process.stdout.write(chunk));
`;

const server = [process.execPath, ...programArguments("server")];

async function startThroughParent(env: Record<string, string>): Promise<{ parent: RunningProgram; serverPid: number }> {
  const parent = bench.startCommand(process.execPath, ["-e", nodeParent, "--", ...server], env);
  await parent.printed("stderr", /server \d+\n/);
  const serverPid = Number(/server (\d+)\n/.exec(parent.stderr())?.[1]);
  bench.adopt(serverPid);
  return { parent, serverPid };
}

describe("when the client is killed with SIGKILL", () => {
  it("the server ends too", async () => {
    const { parent, serverPid } = await startThroughParent(databaseVariables(store.urls));
    send(parent, initialize(0));
    await answerTo(parent, 0);
    expect(await isRunning(serverPid)).toBe(true);
    parent.child.kill("SIGKILL");
    await until(async () => !(await isRunning(serverPid)));
  });

  it("the server and its embedded database end, and the data is there at the next start", async () => {
    const home = await bench.home();
    const { parent, serverPid } = await startThroughParent({ CS_HOME: home });
    send(parent, initialize(0));
    await answerTo(parent, 0);
    expect(await postmasterPid(home)).not.toBeNull();
    parent.child.kill("SIGKILL");
    await until(async () => !(await isRunning(serverPid)) && (await processesNaming(home)).length === 0);
    const next = await bench.connect({ CS_HOME: home });
    expect(await next.call("list_clients")).toMatchObject({ total: 0 });
  });

  it("while the server still starts for the first time, nothing is left behind either", async () => {
    const home = await bench.folder();
    const { parent, serverPid } = await startThroughParent({ CS_HOME: home });
    parent.child.kill("SIGKILL");
    await until(async () => !(await isRunning(serverPid)) && (await processesNaming(home)).length === 0);
  });
});

describe("SIGTERM during the first start with an embedded database", () => {
  it("ends the server and does not spoil the next start, which leaves nothing running", async () => {
    const home = await bench.folder();
    const starting = bench.start("server", [], { CS_HOME: home });
    await starting.printed("stderr", "Starting the embedded PostgreSQL");
    starting.child.kill("SIGTERM");
    expect(await starting.ended).toEqual({ code: 0, signal: null });
    const next = await bench.connect({ CS_HOME: home });
    expect(await next.call("list_clients")).toMatchObject({ total: 0 });
    await next.close();
    await until(async () => (await processesNaming(home)).length === 0);
  });
});
