import { postmasterPid, processesNaming, rounds, until, useWorkbench } from "@cs/testing";
import { expect, it, vi } from "vitest";
import { answerTo, initialize, initialized, send, toolCall } from "../json-rpc.ts";

vi.setConfig({ testTimeout: rounds({ ci: 180_000, soak: 1_800_000 }) });

const bench = useWorkbench();

it("a stdio server that is started and stopped again and again leaves no process", async () => {
  const home = await bench.home();
  const pids: number[] = [];
  for (let round = 0; round < rounds({ ci: 2, soak: 100 }); round += 1) {
    const server = bench.start("server", [], { CS_HOME: home });
    send(server, initialize(0), initialized, toolCall(1, "list_clients", {}));
    await answerTo(server, 1);
    pids.push((await postmasterPid(home)) ?? 0);
    // Clients close the input, or are in a hurry.
    if (round % 2 === 0) server.child.stdin.end();
    else server.child.kill("SIGTERM");
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.stdout()).not.toContain('"isError":true');
  }
  expect(pids).not.toContain(0);
  // The last one stops the database in the background.
  await until(async () => (await processesNaming(home)).length === 0);
});
