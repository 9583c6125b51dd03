import { z } from "zod";
import { type Authorization, fixedAuthorization } from "./authorization.ts";
import { createVendorClient, type VendorClientOptions } from "./vendor-client.ts";

export interface ClientCredentialsOptions extends VendorClientOptions {
  readonly vendor: string;
  readonly baseUrl: string;
  /** Where tokens are given out. */
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

const tokenAnswer = z.object({ access_token: z.string().min(1) });

/**
 * Bearer tokens by the client credentials grant (RFC 6749, section 4.4). A token is kept until the vendor refuses it; calls
 * that need a new one at the same time share it.
 */
export function clientCredentials({ path, body, ...setup }: ClientCredentialsOptions): Authorization {
  const client = createVendorClient({ ...setup, authorization: fixedAuthorization("") });
  let token: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const { access_token: given } = await client.send({
      operation: "authorise",
      method: "POST",
      path,
      body,
      repeat: "always",
      changes: false,
      answer: tokenAnswer,
    });
    return `Bearer ${given}`;
  }

  return {
    header() {
      token ??= ask().catch((error: unknown) => {
        token = undefined;
        throw error;
      });
      return token;
    },
    async refused(header) {
      // Another call may have renewed it meanwhile.
      if ((await token) === header) token = undefined;
      return true;
    },
    close: () => client.close(),
  };
}
