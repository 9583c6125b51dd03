declare module "vitest" {
  /** What the global set-up gives to every test file. */
  export interface ProvidedContext {
    /** Superuser login of the test server, at its maintenance database. */
    postgresUrl: string;
  }
}

export {};
