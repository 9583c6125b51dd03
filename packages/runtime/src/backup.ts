import { type BackupHeader, migrate, type OnRows, restoreBackup, writeBackup } from "@cs/persistence";
import type { Config } from "./config/config.ts";
import { withOwnerLogin } from "./owner-login.ts";

export type { BackupHeader } from "@cs/persistence";

export interface BackupOptions {
  readonly config: Config;
  readonly path: string;
  /** Told one line per slow step. */
  readonly onProgress: (message: string) => void;
  readonly onRows: OnRows;
}

/** Writes the whole database, all tenants of it, into a new file. It is not migrated before: back up, then update. */
export function backUp({
  config,
  onProgress,
  ...options
}: BackupOptions & { readonly productVersion: string; readonly signal: AbortSignal }): Promise<BackupHeader> {
  return withOwnerLogin(config, onProgress, ({ adminUrl }) => writeBackup({ adminUrl, ...options }));
}

/** Creates the schema in an empty database and fills it from a backup. All or nothing. */
export function restore({ config, onProgress, ...options }: BackupOptions): Promise<BackupHeader> {
  return withOwnerLogin(config, onProgress, async (login) => {
    await migrate(login);
    return restoreBackup({ adminUrl: login.adminUrl, ...options });
  });
}
