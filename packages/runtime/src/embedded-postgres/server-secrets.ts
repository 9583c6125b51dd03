import { randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "@cs/models";
import { z } from "zod";
import { chooseLocation } from "./base-folder.ts";
import { errorCode, exists } from "./file-system.ts";

const serverSecretsSchema = z.strictObject({
  version: z.literal(1),
  /** Fixed at the first start: a later change of the folder's mode must not lead to a second, empty database. */
  location: z.enum(["home", "system"]),
  systemId: z.string().regex(/^[0-9a-f]{16}$/),
  superuserPassword: z.string().min(32),
  ownerPassword: z.string().min(32),
  applicationPassword: z.string().min(32),
});

/** Passwords and place of one cluster, stored in `embedded-postgres.json` with mode 0600. */
export type ServerSecrets = z.infer<typeof serverSecretsSchema>;

/**
 * Reads the secrets of this data folder, or makes them up at the first start. Of several processes at the first start
 * exactly one file wins, and all return its content.
 */
export async function ensureServerSecrets(home: string): Promise<ServerSecrets> {
  const path = join(home, "embedded-postgres.json");
  const stored = await readSecrets(path);
  if (stored !== undefined) return stored;
  const location = await chooseLocation(home);
  const dataFolder = join(home, "data");
  if (await exists(dataFolder)) {
    // Secrets are written before the data folder appears, so a faster process shows in a second look.
    const late = await readSecrets(path);
    if (late !== undefined) return late;
    throw new ConfigurationError(`The database in ${dataFolder} is there, but its passwords in ${path} are gone.`, {
      field: "CS_HOME",
      hint: `Restore ${path} from a backup, or move ${dataFolder} away to begin with an empty database.`,
    });
  }
  await createSecrets(home, path, {
    version: 1,
    location,
    systemId: randomBytes(8).toString("hex"),
    superuserPassword: createPassword(),
    ownerPassword: createPassword(),
    applicationPassword: createPassword(),
  });
  const winner = await readSecrets(path);
  if (winner === undefined) throw new ConfigurationError(`${path} vanished while it was being created.`);
  return winner;
}

async function readSecrets(path: string): Promise<ServerSecrets | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (errorCode(cause) === "ENOENT") return undefined;
    throw new ConfigurationError(`${path} cannot be read.`, {
      field: "CS_HOME",
      hint: "Start as the user who started first, or set CS_HOME to a folder of your own.",
      cause,
    });
  }
  try {
    return serverSecretsSchema.parse(JSON.parse(text));
  } catch {
    // No cause: a parser's message may quote what it read.
    throw new ConfigurationError(`${path} is damaged.`, { hint: "Restore it from a backup." });
  }
}

/** A link appears at once with its whole content and never replaces one that is there. */
async function createSecrets(home: string, path: string, secrets: ServerSecrets): Promise<void> {
  const temporary = join(home, `.embedded-postgres-${randomBytes(8).toString("hex")}.json`);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(secrets, undefined, 2)}\n`);
    await file.sync();
    await link(temporary, path).catch((error: unknown) => {
      if (errorCode(error) !== "EEXIST") throw error;
    });
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
}

function createPassword(): string {
  return randomBytes(32).toString("base64url");
}
