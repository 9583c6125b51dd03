import type { Vendor } from "@cs/models";
import type { Failure } from "@cs/services";
import { Counter, Histogram, Registry } from "prom-client";

/** A call that is over. */
export interface MeasuredCall {
  readonly method: string;
  /** Name of a tool there is; empty for one there is not, because names that callers choose have no end. */
  readonly tool: string;
  readonly seconds: number;
  /** Why it failed; null when it did not. */
  readonly error: Failure["code"] | null;
}

/** What is measured, in the text that Prometheus reads. Nothing in it names a tenant, a caller or a customer. */
export interface Metrics {
  observe(call: MeasuredCall): void;
  /** Counts a webhook of a vendor, by the status of its answer. */
  countWebhook(vendor: Vendor, status: number): void;
  readonly contentType: string;
  /** All of it, as `/metrics` gives it. */
  text(): Promise<string>;
}

/** Measures with the names and labels of OpenTelemetry's conventions for MCP. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const durations = new Histogram({
    name: "mcp_server_operation_duration_seconds",
    help: "How long MCP requests took to be answered.",
    labelNames: ["mcp_method_name", "gen_ai_tool_name", "error_type"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const webhooks = new Counter({
    name: "cs_webhooks_total",
    help: "Webhooks of vendors, by the status of their answer.",
    labelNames: ["vendor", "status"],
    registers: [registry],
  });
  return {
    countWebhook: (vendor, status) => webhooks.inc({ vendor, status }),
    observe({ method, tool, seconds, error }) {
      durations.observe({ mcp_method_name: method, gen_ai_tool_name: tool, error_type: error ?? "" }, seconds);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
