// Serves the product over stdio without its background work, which would disturb a measurement.
import { createRuntime, loadConfig } from "@cs/runtime";
import { serveStdio } from "../src/stdio/serve-stdio.ts";

const server = await serveStdio(await createRuntime(loadConfig(process.env)));
await server.ended;
process.exit();
