import { z } from "zod";

/** The release of the registry's format that the schemas below follow. */
export const manifestFormat = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";

/** One exact version: no range and no tag. */
const version = z
  .string()
  .regex(/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/)
  .max(255);

const input = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1).optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  default: z.string().optional(),
  format: z.enum(["string", "number", "boolean", "filepath"]).optional(),
});

const npmPackage = z.strictObject({
  registryType: z.literal("npm"),
  identifier: z.string().regex(/^(@[a-z0-9-]+\/)?[a-z0-9-]+$/),
  version,
  runtimeHint: z.literal("npx").optional(),
  transport: z.strictObject({ type: z.literal("stdio") }),
  environmentVariables: z.array(input).optional(),
});

/**
 * A `server.json` of the MCP registry, as far as a server needs it that comes as a package of npm and talks over stdio. It
 * is narrower than the registry's own schema, `manifestFormat`: whatever it accepts, the registry does.
 */
export const serverManifestSchema = z.strictObject({
  $schema: z.literal(manifestFormat),
  /** A namespace in reverse DNS that whoever publishes owns, and the name of the server in it. */
  name: z
    .string()
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    .min(3)
    .max(200),
  title: z.string().min(1).max(100).optional(),
  description: z.string().min(1).max(100),
  version,
  packages: z.array(npmPackage).min(1),
});

export type ServerManifest = z.infer<typeof serverManifestSchema>;
