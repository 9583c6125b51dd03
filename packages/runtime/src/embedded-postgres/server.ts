import type { PlatformPackage } from "./platform-package.ts";
import type { ServerAccount } from "./run-tool.ts";
import type { ServerSecrets } from "./server-secrets.ts";

/** One installed server: where its files are and how to get in. Says nothing about whether it runs. */
export interface Server {
  readonly platformPackage: PlatformPackage;
  /** Holds data and log. */
  readonly baseFolder: string;
  /** Holds the versioned folder of the binaries. */
  readonly binaryBase: string;
  readonly binaryFolder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Undefined runs it as ourselves. */
  readonly account: ServerAccount | undefined;
  readonly secrets: ServerSecrets;
}

/** The database of the product; the lease locks live in it too, as advisory locks are per database. */
export const databaseName = "customer_success";

/** Owns the tables and runs the migrations. */
export const ownerRole = "cs_owner";

/** Used for everything else. */
export const applicationRole = "cs_application";
