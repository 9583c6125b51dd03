import type { Environment } from "@cs/runtime";
import type { Command } from "commander";

/** Options of servers that stand in for the variables of what is shown. */
export interface SurfaceOptions {
  readonly toolsets?: string;
  readonly tools?: string;
  readonly excludeTools?: string;
  readonly readOnly?: true;
  readonly lockdown?: true;
}

/** Adds the options of a server that choose what is shown. */
export function withSurfaceOptions(command: Command): Command {
  return command
    .option("--toolsets <names>", "toolsets to show, as core,health (default: all)")
    .option("--tools <names>", "single tools to show, besides those of the toolsets")
    .option("--exclude-tools <names>", "tools not to show")
    .option("--read-only", "refuse every call that would write")
    .option("--lockdown", "withhold what customers wrote");
}

/** The environment with such options over it. */
export function surfaceEnvironment(options: SurfaceOptions, environment: Environment): Environment {
  const { toolsets, tools, excludeTools, readOnly, lockdown } = options;
  return {
    ...environment,
    ...(toolsets !== undefined && { MCP_TOOLSETS: toolsets }),
    ...(tools !== undefined && { MCP_TOOLS: tools }),
    ...(excludeTools !== undefined && { MCP_EXCLUDE_TOOLS: excludeTools }),
    ...(readOnly && { MCP_READ_ONLY: "true" }),
    ...(lockdown && { MCP_LOCKDOWN: "true" }),
  };
}
