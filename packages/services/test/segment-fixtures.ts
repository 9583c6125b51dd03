import type { TestStore } from "@cs/testing";

/** What `segment_customers` answers, as far as tests read it. */
export interface SegmentsAnswer {
  readonly segments: readonly { readonly segmentId: string; readonly name: string; readonly version: number }[];
  readonly segment: { readonly segmentId: string; readonly version: number } | null;
  readonly evaluation: {
    readonly comparedWith: string | null;
    readonly customers: number;
    readonly members: number;
    readonly groups: readonly {
      readonly group: string;
      readonly accounts: number;
      readonly arr: readonly { readonly amount: number; readonly currency: string }[];
      readonly entered: number | null;
      readonly left: number | null;
      readonly profile: Readonly<Record<string, number>>;
    }[];
    readonly undecided: number;
    readonly missing: readonly { readonly fact: string; readonly reason: string; readonly accounts: number }[];
    readonly explained: number | null;
    readonly overlap: readonly { readonly name: string; readonly group: string; readonly shared: number }[];
  } | null;
  readonly members: readonly { readonly clientId: string; readonly clientName: string; readonly group: string }[];
  readonly total: number | null;
  readonly nextCursor: string | null;
}

/** Asks the tool as an answer that tests can read. */
export function segmentsIn(store: TestStore, input: object): Promise<SegmentsAnswer> {
  return store.run("segment_customers", input) as Promise<object> as Promise<SegmentsAnswer>;
}

/** Defines a segment and gives its id. */
export async function defineIn(store: TestStore, input: object): Promise<string> {
  const { segment } = await segmentsIn(store, { action: "define", ...input });
  if (!segment) throw new Error("nothing was defined");
  return segment.segmentId;
}

/** The names of the members by group, in order. */
export async function membersIn(store: TestStore, input: object): Promise<Record<string, string[]>> {
  const groups: Record<string, string[]> = {};
  let cursor: string | null = null;
  do {
    const page: SegmentsAnswer = await segmentsIn(store, { action: "members", ...input, ...(cursor && { cursor }) });
    for (const { group, clientName } of page.members) groups[group] = [...(groups[group] ?? []), clientName];
    cursor = page.nextCursor;
  } while (cursor !== null);
  return groups;
}
