import { createServer } from "node:net";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";
import type { Server } from "./server.ts";
import { prepareServerLog } from "./server-log.ts";

/**
 * Starts the server on a free port and waits until it is ready; false when it did not start. That is no error yet:
 * another process may have been faster, or taken the port.
 */
export async function startServer(server: Server, deadline: number): Promise<boolean> {
  await prepareServerLog(server);
  const seconds = Math.max(1, Math.ceil((deadline - Date.now()) / 1000));
  const result = await runTool({
    program: join(server.binaryFolder, "pg_ctl"),
    arguments: [
      ...["start", "--wait", "--timeout", String(seconds), "--silent"],
      ...["--pgdata", server.dataFolder, "--log", server.logFile, "--options", `-p ${await findFreePort()}`],
    ],
    workingFolder: server.baseFolder,
    account: server.account,
    // pg_ctl watches the time itself; this is for the case that it hangs.
    timeoutMilliseconds: (seconds + 5) * 1000,
  });
  return result.succeeded;
}

/** The port is free now, not for sure when the server binds it: then the start fails and is tried again. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
