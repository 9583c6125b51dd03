/** A fact as a row of its table. All rows of one kind have the same columns. */
export type FactRow = Readonly<Record<string, unknown>> & {
  readonly external_id: string;
  readonly content_hash: string;
};

/** What writing did to the rows it touched, by external id. */
export type WrittenRows = ReadonlyMap<string, "inserted" | "updated">;
