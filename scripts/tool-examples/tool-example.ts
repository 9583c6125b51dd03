/** A call of a tool that its page shows. */
export interface ToolExample {
  readonly title: string;
  /** What is asked; `client` gives the id of the account with a name. */
  input(client: (name: string) => string): object;
}

/** An example as it was run: what was sent, and what came back. */
export interface RecordedExample {
  readonly title: string;
  readonly input: object;
  readonly answer: object;
}
