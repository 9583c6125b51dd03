import { createHash } from "node:crypto";
import { contentHash } from "../../content-hash.ts";

/** An entry as it is stored, to the last digit: what a seal vouches for. */
export interface StoredEntry {
  readonly tenantId: string;
  readonly auditId: string;
  /** In UTC with microseconds. */
  readonly occurredAt: string;
  readonly actor: string;
  readonly operation: string;
  readonly clientId: string | null;
  readonly requestId: string;
  readonly reason: string | null;
  /** The text of the JSON, since parsing may round numbers. */
  readonly changes: string;
}

export interface Seal {
  /** From 1, without gaps. */
  readonly position: number;
  readonly auditId: string;
  readonly entryHash: string;
  readonly previousHash: string;
  readonly sealHash: string;
}

/** What the first seal of a tenant has in place of the one before it. */
export const firstHash = "0".repeat(64);

/** SHA-256 of everything in an entry. */
export function entryHash(entry: StoredEntry): string {
  return contentHash(entry);
}

/** SHA-256 of the previous seal, the entry's hash and the position, written one after the other. */
export function sealHash({ previousHash, entryHash: hash, position }: Omit<Seal, "auditId" | "sealHash">): string {
  return createHash("sha256").update(`${previousHash}${hash}${position}`).digest("hex");
}

/** Chains entries onto the seal at a position. */
export function chain(entries: readonly StoredEntry[], head: Pick<Seal, "position" | "sealHash">): Seal[] {
  let { position, sealHash: previousHash } = head;
  return entries.map((entry) => {
    position += 1;
    const link = { position, previousHash, entryHash: entryHash(entry) };
    previousHash = sealHash(link);
    return { ...link, auditId: entry.auditId, sealHash: previousHash };
  });
}
