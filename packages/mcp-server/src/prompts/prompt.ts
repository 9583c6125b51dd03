/** A piece of work that a person asks for by name, as steps with the tools there are. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  /** Tools without which the work cannot be done; where one is off, the prompt is not offered. */
  readonly tools: readonly string[];
  /** The steps, one sentence or two each. `of` gives an argument. */
  steps(of: (argument: string) => string): readonly string[];
}

/** Argument of a prompt about one client. */
export const clientArgument = {
  name: "clientId",
  description: "Client id, from list_clients.",
  required: true,
} as const;
