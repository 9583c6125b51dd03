const marker = Symbol.for("@cs/error");

/** What a failing call says, apart from its sentence. */
export interface CsErrorDetails {
  /** Path of the input field at fault, as `contacts[0].email`. */
  readonly field?: string | undefined;
  /** What the reader can do about it, as one imperative sentence. */
  readonly hint?: string | undefined;
  /** The lower-level error, kept for logs and never shown to callers. */
  readonly cause?: unknown;
}

/** Every code an expected failure can carry. */
export type CsErrorCode =
  | "invalid_input"
  | "not_found"
  | "conflict"
  | "forbidden"
  | "configuration"
  | "persistence"
  | "integration";

/**
 * Base of every expected failure. Recognise one with `CsError.isInstance`, which works across duplicated copies of
 * this package, where `instanceof` does not.
 */
export abstract class CsError extends Error {
  abstract readonly code: CsErrorCode;
  /** Whether the same call can succeed later without a change. */
  readonly retryable: boolean = false;
  readonly field: string | undefined;
  readonly hint: string | undefined;
  readonly [marker] = true;

  constructor(message: string, details: CsErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = new.target.name;
    this.field = details.field;
    this.hint = details.hint;
  }

  /** Whether a thrown value is an expected failure of this product. */
  static isInstance(value: unknown): value is CsError {
    return value instanceof Error && marker in value;
  }
}
