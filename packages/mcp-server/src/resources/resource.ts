import type { ReadTransaction } from "@cs/runtime";
import type { Call } from "@cs/services";

/** What reading and completing resources needs. */
export interface ResourceContext {
  /** Reads the store on behalf of who asks. Throws `ForbiddenError` when they may not. */
  readonly read: <T>(work: (tx: ReadTransaction) => Promise<T>) => Promise<T>;
  /** Calls a tool that is shown, as a model would. */
  ask(name: string, input: object, call: Pick<Call, "signal">): Promise<Record<string, unknown>>;
}

/** Documents with an address of one form, `cs://clients/{clientId}`. */
export interface Resource {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The only variable of the address. */
  readonly variable: string;
  /** The tool of which the document is an answer, without which it is not offered. */
  readonly tool: string;
  read(id: string, context: ResourceContext, call: Pick<Call, "signal">): Promise<object>;
  /** Ids that begin with a text, or belong to something whose name contains it: up to 100. */
  complete(text: string, context: ResourceContext): Promise<string[]>;
}
