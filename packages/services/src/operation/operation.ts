import type { CalendarDate, ClientId, Scope } from "@cs/models";
import type { CacheKind, ReadTransaction, Tenant, WriteTransaction } from "@cs/persistence";
import type { z } from "zod";

/** What an operation does to the world. Only `read` runs in a transaction in which nothing can be written. */
export type Effect = "read" | "write";

export const categories = ["core", "health"] as const;
export type Category = (typeof categories)[number];

/** Where long work reports how far it is. */
export type Progress = (done: number, total: number, message: string) => void;

/** Everything an operation may use besides its input. */
export interface OperationContext<E extends Effect> {
  readonly tx: E extends "read" ? ReadTransaction : WriteTransaction;
  readonly tenant: Tenant;
  /** The default as-of day: the server's fixed day, the demo's day, or the current day in the tenant's zone. */
  readonly today: CalendarDate;
  readonly now: Date;
  /** Who calls: a user, an API key or `local` over stdio. */
  readonly actor: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What is known of an operation besides what it does. */
export interface OperationInfo<E extends Effect, Input = z.ZodObject, Output = z.ZodObject> {
  /** Name of the tool, as `register_client`. */
  readonly name: string;
  readonly title: string;
  /** What it does and when to use it, for a model that chooses among tools. */
  readonly description: string;
  readonly category: Category;
  readonly effect: E;
  /** Scopes of actions that need another one than the effect does: `{ replay: "cs:read" }`. */
  readonly actionScopes?: Readonly<Record<string, Scope>>;
  readonly input: Input;
  readonly output: Output;
}

/**
 * How the answers of an operation are cached. They may follow from the input, the account, the tenant's settings and the
 * day, and from nothing else: not from the clock, and not from who asks.
 */
export interface CachedAnswers<Input> {
  readonly kind: CacheKind;
  /** The account an answer is about. */
  clientId(input: Input): ClientId;
}

/** One thing the product can do, a tool for an assistant, a command for a person: as it is written. */
export interface OperationDefinition<E extends Effect, Input extends z.ZodObject, Output extends z.ZodObject>
  extends OperationInfo<E, Input, Output> {
  /** Without it every call asks the database; nothing that writes has it. */
  readonly cached?: E extends "read" ? CachedAnswers<z.output<Input>> : never;
  run(input: z.output<Input>, context: OperationContext<E>): Promise<z.output<Output>>;
}

/** An operation among others: it takes what its `input` schema has parsed, and gives what its `output` schema accepts. */
export interface OperationOf<E extends Effect> extends OperationInfo<E> {
  readonly cached: CachedAnswers<unknown> | null;
  run(input: unknown, context: OperationContext<E>): Promise<unknown>;
}

export type Operation = OperationOf<"read"> | OperationOf<"write">;
