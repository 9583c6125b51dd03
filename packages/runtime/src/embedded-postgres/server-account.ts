import { readFile, stat } from "node:fs/promises";
import { ConfigurationError } from "@cs/models";
import { errorCode } from "./file-system.ts";
import { runTool, type ServerAccount } from "./run-tool.ts";

const ownAccountName = "cs-postgres";

/**
 * Chooses the user the server runs as: ourselves (undefined), or an unprivileged one when we are root, which
 * PostgreSQL refuses. An existing data folder decides, so that root can carry on with a cluster which another user
 * created.
 */
export async function chooseServerAccount(dataFolder: string): Promise<ServerAccount | undefined> {
  const ownUid = process.getuid?.();
  // Windows
  if (ownUid === undefined) return undefined;
  const owner = await stat(dataFolder).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (ownUid !== 0) {
    if (owner !== undefined && owner.uid !== ownUid) {
      throw new ConfigurationError(`The data folder ${dataFolder} belongs to another user.`, {
        field: "CS_HOME",
        hint: "Start as the user who started first, or set CS_HOME to a folder of your own.",
      });
    }
    return undefined;
  }
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findAccount("postgres")) ?? (await findAccount(ownAccountName)) ?? (await createAccount());
}

async function findAccount(name: string): Promise<ServerAccount | undefined> {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  const fields = lines.map((line) => line.split(":")).find(([candidate]) => candidate === name);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

async function createAccount(): Promise<ServerAccount> {
  const attempts = [
    { program: "useradd", arguments: ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ownAccountName] },
    // Alpine
    { program: "adduser", arguments: ["-S", "-D", "-H", ownAccountName] },
  ];
  for (const attempt of attempts) {
    const call = { ...attempt, workingFolder: "/", account: undefined, timeoutMilliseconds: 10_000 };
    // A missing program, and a race lost against another process, both show in the look-up.
    await runTool(call).catch(() => undefined);
    const account = await findAccount(ownAccountName);
    if (account !== undefined) return account;
  }
  throw new ConfigurationError("PostgreSQL does not run as root, and no unprivileged user could be created for it.", {
    hint: `Create a system user "${ownAccountName}", start as an ordinary user, or set DATABASE_URL.`,
  });
}
