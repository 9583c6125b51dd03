import { ConfigurationError } from "@cs/models";

const defaultSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  max_connections: "200",
  fsync: "on",
  synchronous_commit: "on",
  // Nothing replicates from a server which stops with its last client.
  wal_level: "minimal",
  max_wal_senders: "0",
  // Data of this size is in memory or on a disk without heads: an index is worth its while on a few hundred rows already.
  random_page_cost: "1.1",
  // Compiling costs more than it saves on queries of this size.
  jit: "off",
  // Statements and DETAIL lines hold customers' data, which does not belong into a log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
} as const satisfies Record<string, string>;

/** Renders the lines for postgresql.conf. `overrides` win; the last line of a name counts for PostgreSQL. */
export function renderClusterSettings(overrides: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...defaultSettings, ...overrides }).map(
    ([name, value]) => `${checkedName(name)} = ${quoted(value)}`,
  );
  return `\n# Customer success\n${lines.join("\n")}\n`;
}

function checkedName(name: string): string {
  if (/^[a-z_]+$/.test(name)) return name;
  throw new ConfigurationError(`"${name}" is not the name of a PostgreSQL setting.`, { field: "settings" });
}

function quoted(value: string): string {
  if (/[\0\r\n]/.test(value)) {
    throw new ConfigurationError("A PostgreSQL setting cannot hold a line break.", { field: "settings" });
  }
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
