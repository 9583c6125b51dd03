import { entryHash, firstHash, type SealedEntry, type StoredEntry, sealHash } from "@cs/persistence";
import type { AuditFault, AuditFaultKind } from "./audit-report.ts";

const mostFaults = 100;

/** Entries are sealed by age. One transaction may commit long after its entry was dated, but not as long as this. */
const latestCommitMilliseconds = 60 * 60 * 1000;

/** Walks a chain from its beginning, seal by seal, then the entries behind it, and collects what is wrong. */
export class ChainWalk {
  readonly faults: AuditFault[] = [];
  faultCount = 0;
  sealed = 0;
  pruned = 0;
  unsealed = 0;
  #position = 0;
  #sealHash = firstHash;
  #newest = Number.NEGATIVE_INFINITY;
  readonly #prunedUpTo: number;

  constructor(prunedUpTo: number) {
    this.#prunedUpTo = prunedUpTo;
  }

  /** The last seal that was walked over. */
  get head() {
    return { position: this.#position, sealHash: this.#sealHash };
  }

  seal(seal: SealedEntry): void {
    const { position, auditId, entry } = seal;
    if (position !== this.#position + 1) this.report("seal_missing", this.#position + 1, null);
    else if (seal.previousHash !== this.#sealHash || sealHash(seal) !== seal.sealHash)
      this.report("seal_broken", position, auditId);
    this.#position = position;
    this.#sealHash = seal.sealHash;
    if (entry !== null) {
      this.sealed += 1;
      if (entryHash(entry) !== seal.entryHash) this.report("entry_changed", position, auditId);
      else this.#date(entry, position);
    } else if (position <= this.#prunedUpTo) this.pruned += 1;
    else this.report("entry_missing", position, auditId);
  }

  notSealed(entry: StoredEntry): void {
    this.unsealed += 1;
    this.#date(entry, null);
  }

  report(kind: AuditFaultKind, position: number | null, auditId: string | null): void {
    this.faultCount += 1;
    if (this.faults.length < mostFaults) this.faults.push({ kind, position, auditId });
  }

  /** An entry dated long before those that were sealed earlier was put in afterwards. */
  #date({ occurredAt, auditId }: StoredEntry, position: number | null): void {
    const time = Date.parse(occurredAt);
    if (time < this.#newest - latestCommitMilliseconds) this.report("entry_backdated", position, auditId);
    this.#newest = Math.max(this.#newest, time);
  }
}
