import { fileURLToPath } from "node:url";

/** Path of the program that serves MCP over stdio, beside this file in the sources and in the built package alike. */
export const stdioBinary = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "bin.ts" : "bin.js", import.meta.url),
);
