import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigurationError } from "@cs/models";

/** Where data and log are: in the data folder of the product, or in a system folder of its own. */
export type ServerLocation = "home" | "system";

/** What decides on the place of a server's files; stored with its passwords. */
export interface ServerPlace {
  readonly location: ServerLocation;
  /** Name of the folder in the system location, made up at the first start: it moves and vanishes with the passwords. */
  readonly systemId: string;
}

const systemFolder = "/var/lib/customer-success";

/**
 * Chooses the location for a new cluster. Root's home folder is usually closed to the unprivileged user the server
 * runs as; then the system folder is used.
 */
export async function chooseLocation(home: string): Promise<ServerLocation> {
  if (process.getuid?.() !== 0) return "home";
  for (let folder = home; ; folder = dirname(folder)) {
    const othersMayEnter = ((await stat(folder)).mode & 0o001) !== 0;
    if (!othersMayEnter) return "system";
    if (folder === dirname(folder)) return "home";
  }
}

/** Path of the folder at a place. */
function baseFolderOf(home: string, { location, systemId }: ServerPlace): string {
  return location === "home" ? home : join(systemFolder, systemId);
}

/** Creates the folder when it is in the system location; `home` exists already. */
export async function ensureBaseFolder(home: string, place: ServerPlace): Promise<string> {
  const { location } = place;
  const baseFolder = baseFolderOf(home, place);
  refuseShellCharacters(baseFolder);
  if (location === "home") return baseFolder;
  if (process.getuid?.() !== 0) {
    throw new ConfigurationError(`The database of ${home} was created by root.`, {
      field: "CS_HOME",
      hint: "Start as root again, or set CS_HOME to a folder of your own.",
    });
  }
  await mkdir(baseFolder, { recursive: true });
  // Not through mkdir's mode, which the umask cuts down.
  for (const folder of [systemFolder, baseFolder]) await chmod(folder, 0o711);
  return baseFolder;
}

/** Where the binaries are installed: once for the whole machine in the system location. */
export function binaryBaseOf(home: string, { location }: ServerPlace): string {
  return location === "home" ? home : systemFolder;
}

/** pg_ctl starts the server through a shell and quotes paths only with double quotes. */
function refuseShellCharacters(folder: string): void {
  const unsafe = process.platform === "win32" ? /["%\n]/ : /["$`\\\n]/;
  if (!unsafe.test(folder)) return;
  throw new ConfigurationError("The path of the data folder holds a character PostgreSQL cannot be started with.", {
    field: "CS_HOME",
    hint: "Use a path without quotes, dollar signs, backticks and backslashes.",
  });
}
