/** Where the `Authorization` header of a call comes from. */
export interface Authorization {
  header(): Promise<string>;
  /** Called when the vendor did not accept a header. Whether the next one can be another. */
  refused(header: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The same header for ever. */
export function fixedAuthorization(header: string): Authorization {
  return { header: async () => header, refused: async () => false, close: async () => {} };
}

/** HTTP Basic authentication (RFC 7617). */
export function basicAuthorization(user: string, password: string): Authorization {
  return fixedAuthorization(`Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);
}
