import type { CalendarDate, ClientId, Vendor } from "@cs/models";
import type { CacheKind, ReadTransaction, Tenant, WriteTransaction } from "@cs/persistence";
import type { z } from "zod";
import type { ExportFolder } from "../exports/export-folder.ts";

/**
 * What an operation does to the world. Only `read` runs in a transaction in which nothing can be written; `outward` also
 * reaches people, and is done when somebody has confirmed it.
 */
export type Effect = "read" | "write" | "outward";

/** What a transaction of an effect may do. */
export type Access<E extends Effect = Effect> = E extends "read" ? "read" : "write";

export const categories = ["core", "health", "risk", "communication", "support", "revenue"] as const;
export type Category = (typeof categories)[number];

/** Where long work reports how far it is. */
export type Progress = (done: number, total: number, message: string) => void;

/** Everything an operation may use besides its input. */
export interface OperationContext<A extends Access> {
  readonly tx: A extends "read" ? ReadTransaction : WriteTransaction;
  readonly tenant: Tenant;
  /** The default as-of day: the server's fixed day, the demo's day, or the current day in the tenant's zone. */
  readonly today: CalendarDate;
  readonly now: Date;
  /** Who calls: a user, an API key or `local` over stdio. */
  readonly actor: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly remember: Remember;
  /** The vendors that the tenant is connected to: effects for others are not sent, and the answer says so. */
  readonly connected: ReadonlySet<Vendor>;
}

/** What is remembered, and for how long at most. */
export interface Remembered<T> {
  readonly kind: CacheKind;
  /** All that it follows from besides the tenant's data. */
  readonly basis: object;
  /** Throws for what is none. */
  parse(value: unknown): T;
}

/**
 * Gives what was computed from the tenant's data before, if they are still as this call sees them, or else computes it. A
 * call that writes always computes.
 */
export type Remember = <T>(what: Remembered<T>, compute: () => Promise<T>) => Promise<T>;

/** Which list of an output gives way when the whole is too long for a model, and which call brings the rest. */
export interface Cut<Output = Record<string, unknown>> {
  readonly list: keyof Output & string;
  /**
   * The part of the input that asks for what comes after the first `shown` entries. Without it the operation pages by
   * `limit` and `cursor`, and is asked again for a shorter page.
   */
  rest?(output: Output, shown: number): object;
}

/**
 * How the answers of an operation are cached. They may follow from the input, the account, the tenant's settings and the
 * day, and from nothing else: not from the clock, and not from who asks.
 */
export interface CachedAnswers<Input> {
  readonly kind: CacheKind;
  /** The account an answer is about; null when it is about any number of them. */
  clientId(input: Input): ClientId | null;
}

/** What reaches beyond the database, for what happens once a call is stored. */
export interface Outside {
  readonly tenantId: string;
  /** Null in a process that writes no files. */
  readonly exports: ExportFolder | null;
  readonly signal: AbortSignal;
  read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T>;
}

/**
 * Does outside what a stored call asks for, and answers with what came of it. It happens again when the call is repeated
 * with its key, and then makes only what is missing. It does not throw for a failure outside: it tells it.
 */
export type Afterwards<Output> = (output: Output, outside: Outside) => Promise<Output>;

/**
 * Answers several calls on one view of the data, each with a function that gives its output or throws what it would have
 * thrown alone. For operations whose answers are cached: who asks must not matter.
 */
export type AnswerTogether<Input, Output> = (
  inputs: readonly Input[],
  context: OperationContext<"read">,
) => Promise<readonly (() => Output)[]>;

/** What an operation is, besides what it does. */
export interface OperationInfo<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  /** Name of the tool, as `register_client`. */
  readonly name: string;
  readonly title: string;
  /** What it does and when to use it, for a model that chooses among tools. */
  readonly description: string;
  readonly category: Category;
  readonly input: Input;
  readonly output: Output;
}

/** One call whose input was parsed: what it does to the world, and the doing. */
export interface Run<E extends Effect, Output = unknown> {
  readonly effect: E;
  run(context: OperationContext<Access<E>>): Promise<Output>;
}

/** A call of which only the running tells the effect. */
export type AnyRun<Output = unknown> = Run<"read", Output> | Run<"write", Output> | Run<"outward", Output>;

/** An operation whose calls are `Prepared`. */
export interface OperationOf<Prepared> extends OperationInfo {
  /** The strongest effect that a call can have. */
  readonly effect: Effect;
  /** The effect of each value of the input `action`, first that of a call without it; null for an operation that does one thing. */
  readonly actions: Readonly<Record<string, Effect>> | null;
  /** How an output is cut; null when none can be longer than a model should read. */
  readonly cut: Cut | null;
  /** What happens outside once a call is stored; null when nothing does. */
  readonly afterwards: Afterwards<Record<string, unknown>> | null;
  /**
   * What a person is asked before an outward call is done, from what would come of it: null when that reaches nobody after
   * all. No function when no call is outward.
   */
  readonly question: ((output: Record<string, unknown>) => string | null) | null;
  /** How its answers are cached; null when every call asks the database. */
  readonly cached: CachedAnswers<unknown> | null;
  /** How calls at the same time are answered at once; null when each is answered alone. */
  readonly together: AnswerTogether<object, unknown> | null;
  /** Turns an input that `input` has parsed into the call it asks for. Throws `InvalidInputError`. */
  prepare(input: Record<string, unknown>): Prepared;
}

/** One thing the product can do, a tool for an assistant, a command for a person. */
export type Operation = OperationOf<AnyRun>;
