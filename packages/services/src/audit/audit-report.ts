/** The end of a tenant's chain at a time; kept outside the database, it tells when the chain was cut off or rewritten. */
export interface AuditCheckpoint {
  readonly tenantId: string;
  /** Of the newest seal; 0 when there was none. */
  readonly position: number;
  readonly sealHash: string;
}

/** What is wrong at a place of the log. */
export type AuditFaultKind =
  | "seal_missing"
  | "seal_broken"
  | "entry_changed"
  | "entry_missing"
  | "entry_backdated"
  | "chain_cut_off"
  | "chain_rewritten";

export interface AuditFault {
  readonly kind: AuditFaultKind;
  /** Place in the chain; null for an entry that is not sealed yet. */
  readonly position: number | null;
  readonly auditId: string | null;
}

export interface AuditReport {
  readonly head: AuditCheckpoint;
  /** Sealed entries that are there. */
  readonly sealed: number;
  /** Sealed entries that were removed because of their age. */
  readonly pruned: number;
  /** Entries that nothing vouches for yet. */
  readonly unsealed: number;
  readonly faultCount: number;
  /** The first 100 in the order of the chain. */
  readonly faults: readonly AuditFault[];
}
