// Serves the product over HTTP without its background work, which would disturb a measurement. Prints its URL
// and ends with its input.
import { createRuntime, loadConfig } from "@cs/runtime";
import { httpConnections, serveHttp } from "../src/http/serve-http.ts";

const { localUrl } = await serveHttp(await createRuntime(loadConfig(process.env), { poolSize: httpConnections }));
console.log(localUrl);
process.stdin.resume().on("end", () => process.exit());
