import type { ContactRole, SourceFact, vendors } from "@cs/models";
import { createExecutor, localPrincipal, operations } from "@cs/services";
import type { TestStore } from "@cs/testing";
import { addAccount } from "./fixtures.ts";

export interface MailAnswer {
  readonly batchId: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly recipients: readonly {
    readonly messageId: string | null;
    readonly clientId: string | null;
    readonly email: string | null;
    readonly state: string;
    readonly reason: string | null;
  }[];
  readonly message: { readonly email: string; readonly subject: string; readonly body: string } | null;
  readonly events: readonly { readonly kind: string; readonly at: string; readonly reason: string | null }[] | null;
  readonly templates:
    | readonly { readonly name: string; readonly version: number; readonly body: readonly string[] | null }[]
    | null;
  readonly notSent: readonly { readonly platform: string; readonly reason: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Calls of the tool by a tenant that is connected to SendGrid, or to the vendors that are named. */
export function mailOf(store: TestStore, asOf: string, connected: readonly (typeof vendors)[number][] = ["sendgrid"]) {
  return async (input: object, call: object = {}): Promise<MailAnswer> => {
    const { persistence, tenantId } = store;
    const executor = createExecutor({ persistence, operations, asOf, connected: () => new Set(connected) });
    const caller = { ...localPrincipal(tenantId), actor: "tester", ask: async () => "yes" as const };
    const answer = await executor.execute("send_personalized_email", { ...input, ...call }, caller);
    return answer as unknown as MailAnswer;
  };
}

/** An account with contacts that have these addresses. */
export function addContacts(
  store: TestStore,
  emails: readonly string[],
  part: Partial<SourceFact<"contacts">> = {},
  customer: Partial<SourceFact<"customers">> = {},
): Promise<string> {
  const contacts = emails.map((email) => ({
    fullName: "Kim Lee",
    email,
    roles: ["champion"] as ContactRole[],
    ...part,
  }));
  return addAccount(store, { customers: [customer], contacts });
}

/** What is to be sent, where the text does not matter. */
export const text = { subject: "Hello", body: "Hello there", category: "transactional" } as const;
