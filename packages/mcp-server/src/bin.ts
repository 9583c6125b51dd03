#!/usr/bin/env node
import { CsError } from "@cs/models";
import { createLogger } from "@cs/runtime";
import { runStdioServer } from "./stdio/run-stdio-server.ts";

runStdioServer(process.env).catch((error: unknown) => {
  const hint = CsError.isInstance(error) ? error.hint : undefined;
  createLogger("error").error({ error, hint }, "the server cannot start");
  process.exit(1);
});
