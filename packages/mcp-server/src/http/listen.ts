import type { Server } from "node:http";
import { ConfigurationError } from "@cs/models";
import type { HttpConfig } from "@cs/runtime";

/** Opens the port, or throws `ConfigurationError` with the setting to change. */
export function listen(server: Server, { host, port }: Pick<HttpConfig, "host" | "port">): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const elsewhere = ["EADDRNOTAVAIL", "ENOTFOUND"].includes(cause.code ?? "");
      reject(elsewhere ? noAddress(host, cause) : noPort(port, cause));
    });
    server.listen(port, host, resolve);
  });
}

function noPort(port: number, cause: NodeJS.ErrnoException): ConfigurationError {
  const taken = cause.code === "EADDRINUSE";
  return new ConfigurationError(`Port ${port} ${taken ? "is already in use" : `cannot be used: ${cause.message}`}.`, {
    field: "HTTP_PORT",
    hint: "Set HTTP_PORT (or --port) to a free port, or stop the other server.",
    cause,
  });
}

function noAddress(host: string, cause: NodeJS.ErrnoException): ConfigurationError {
  return new ConfigurationError(`${host} is no address of this machine.`, {
    field: "HTTP_HOST",
    hint: "Set HTTP_HOST to 127.0.0.1, to 0.0.0.0 for all addresses, or to one of them.",
    cause,
  });
}
