/** What came in, and what to check it with. */
export interface SignedWebhook {
  readonly secret: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came, byte for byte. */
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}
