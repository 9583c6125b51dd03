/** What became of one delivered fact. */
export type WriteOutcome =
  | { readonly status: "inserted" | "updated" | "unchanged"; readonly warning?: string | undefined }
  | { readonly status: "rejected"; readonly field: string; readonly reason: string };

export function rejected(field: string, reason: string): WriteOutcome {
  return { status: "rejected", field, reason };
}
