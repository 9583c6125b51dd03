import { z } from "zod";

/** Version of the layout of the file; it stands in the first line. */
export const backupFormat = 1;

/** What a backup says about itself, as the first line of its content. */
export const backupHeaderSchema = z.strictObject({
  productVersion: z.string(),
  createdAt: z.iso.datetime(),
  /** Names of the migrations whose schema the rows have. */
  migrations: z.array(z.string()),
  /** In the order in which they follow, and in which they can be filled. */
  tables: z.array(
    z.strictObject({ name: z.string(), columns: z.array(z.string()), rows: z.number().int().nonnegative() }),
  ),
  /** Where sequences stand. */
  sequences: z.array(z.strictObject({ name: z.string(), value: z.number().int() })),
});

export type BackupHeader = z.output<typeof backupHeaderSchema>;

/** How far a backup or a restore is. */
export type OnRows = (done: number, total: number) => void;

/** Rows of all tables together. */
export function rowsOf({ tables }: BackupHeader): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
