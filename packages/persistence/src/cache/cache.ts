import type { ClientId } from "@cs/models";
import { contentHash } from "../content-hash.ts";
import type { Changes } from "../transaction/changes.ts";
import type { CacheKind } from "./cache-kinds.ts";

/** What is asked of a cache. Two questions that differ in any of it have nothing in common. */
export interface CachedQuestion<T> {
  readonly tenantId: string;
  readonly kind: CacheKind;
  /** The account the answer is about: a change of it makes the answer void. Null when it is about any number of them. */
  readonly clientId: ClientId | null;
  /** Everything else the answer follows from, as the day and the zone, and the shape it has in this version. */
  readonly basis: object;
  /** `tx.queries.databaseState()`, read before `load` is called. */
  readonly state: string;
  /** Throws for a stored value that is no such answer; it is then loaded anew. */
  parse(value: unknown): T;
}

/**
 * Keeps answers that take long to compute. It is never the only place where something is, and its failures are not those
 * of the caller: without it everything is loaded.
 */
export interface Cache {
  /** The stored answer, or the one that is being loaded already, or a new one. Nothing is stored when `load` throws. */
  through<T>(question: CachedQuestion<T>, load: () => Promise<T>): Promise<T>;
  /** Called after a transaction has committed, or may have, and before its caller hears of it. */
  forget(tenantId: string, changes: Changes): Promise<void>;
  close(): Promise<void>;
}

/** Names the answer under a version of the account. What was stored under another version is not found again. */
export function answerKey(question: CachedQuestion<unknown>, version: string): string {
  const { tenantId, kind, clientId, basis } = question;
  return [tenantId, kind, clientId, version, contentHash(basis)].join(":");
}
