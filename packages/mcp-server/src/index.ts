export { type Surface, surfaceOf } from "./catalogue/surface.ts";
export { toolOfOperation } from "./catalogue/tool-of-operation.ts";
export { createServer, type ServerRuntime } from "./create-server.ts";
export { type HttpEndpoint, type HttpOptions, httpConnections, serveHttp } from "./http/serve-http.ts";
export { type RunningServer, runUntilStopped } from "./run-until-stopped.ts";
export { runStdioServer } from "./stdio/run-stdio-server.ts";
export { stdioBinary } from "./stdio-binary.ts";
export { version } from "./version.ts";
