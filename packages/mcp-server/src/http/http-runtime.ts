import type { Runtime } from "@cs/runtime";

/** What MCP over HTTP needs of the running product. */
export type HttpRuntime = Pick<
  Runtime,
  "config" | "executor" | "log" | "metrics" | "persistence" | "rateLimits" | "tenantId" | "webhooks"
>;
