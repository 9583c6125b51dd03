import {
  type CalendarDate,
  type CustomerAccount,
  type CustomerProfile,
  type FactKind,
  InvalidInputError,
  type SourceFact,
} from "@cs/models";
import { newId, ownSource, type WriteTransaction } from "@cs/persistence";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { moneyList, moneyOutput } from "../operation/money.ts";
import { accountOutput } from "./account-output.ts";
import { accountNotSent, notSentOutput } from "./not-sent.ts";
import { contactInput, contractInput, profileInput, refInput, subscriptionInput } from "./register-input.ts";

const input = z.strictObject({
  ...profileInput,
  contract: contractInput.optional().describe("Term."),
  subscriptions: z.array(subscriptionInput).max(100).default([]).describe("Products bought."),
  contacts: z.array(contactInput).max(100).default([]).describe("People."),
  externalRefs: z.array(refInput).max(20).default([]).describe("Ids in other systems."),
});

const output = z.strictObject({
  created: z.boolean().describe("False when one of the external refs was known: then nothing was written."),
  client: accountOutput,
  duplicates: z.array(z.strictObject({ clientId: z.string(), clientName: z.string(), because: z.string() })),
  arrAdded: z.array(moneyOutput).describe("ARR movement of type new."),
  notSent: notSentOutput,
});

export const registerClient = defineOperation({
  name: "register_client",
  title: "Register a client",
  description: "Creates an account, warns of likely duplicates. A known external ref only returns its account.",
  category: "core",
  effect: "write",
  input,
  output,
  async run({ contract, subscriptions, contacts, externalRefs, ...given }, { tx, today, actor, requestId, connected }) {
    const profile: CustomerProfile = { ...given, country: null, touchModel: null, lifecycleStage: "onboarding" };
    refuseReservedSource(externalRefs);
    const known = await tx.accounts.findByRefs(externalRefs);
    if (known) return { created: false, client: known, duplicates: [], arrAdded: [], notSent: [] };

    const similar = await tx.accounts.findSimilar(profile);
    const account = await tx.accounts.create(profile, externalRefs, {
      operation: "register_client",
      actor,
      reason: null,
      enteredOn: today,
    });
    await writeFacts(tx, account, { contract, subscriptions, contacts }, today);
    await tx.audit.add({
      actor,
      operation: "register_client",
      clientId: account.clientId,
      requestId,
      reason: null,
      changes: Object.entries(profile).map(([field, after]) => ({ field, before: null, after })),
    });
    const added = Map.groupBy(subscriptions, (line) => line.currency);
    const sums = [...added].map(([currency, lines]) => [currency, lines.reduce((sum, line) => sum + line.arr, 0)]);
    return {
      created: true,
      client: await tx.accounts.get(account.clientId),
      duplicates: similar.map((other) => ({
        clientId: other.clientId,
        clientName: other.clientName,
        because: likeness(profile, other),
      })),
      arrAdded: moneyList(Object.fromEntries(sums)),
      notSent: accountNotSent("create", connected),
    };
  },
});

type Input = z.infer<typeof input>;

async function writeFacts(
  tx: WriteTransaction,
  { clientId }: CustomerAccount,
  { contract, subscriptions, contacts }: Pick<Input, "contract" | "subscriptions" | "contacts">,
  today: CalendarDate,
): Promise<void> {
  // The account is known to its own facts by its id.
  const own = (prefix: string) => ({ customer: clientId, externalId: newId(prefix) });
  const terms = contract === undefined ? [] : [contract];
  await writeEntered(
    tx,
    "contracts",
    terms.map((term) => ({ ...own("ctr"), type: "subscription", ...term })),
    today,
  );
  await writeEntered(
    tx,
    "subscriptions",
    subscriptions.map((line) => ({ ...own("sub"), ...line, endDate: null, autoRenew: contract?.autoRenew ?? null })),
    today,
  );
  await writeEntered(
    tx,
    "contacts",
    contacts.map((contact) => ({ ...own("con"), ...contact, departedOn: null })),
    today,
  );
}

/** What is entered here is kept up to date here, so it is known from today on. */
async function writeEntered<Kind extends FactKind>(
  tx: WriteTransaction,
  kind: Kind,
  facts: readonly SourceFact<Kind>[],
  today: CalendarDate,
): Promise<void> {
  if (facts.length === 0) return;
  await tx.facts.write(kind, ownSource, facts);
  await tx.facts.extendCoverage({ source: ownSource, kind, from: today, to: null });
}

function refuseReservedSource(refs: Input["externalRefs"]): void {
  const index = refs.findIndex((ref) => ref.source === ownSource);
  if (index < 0) return;
  throw new InvalidInputError(`The source "${ownSource}" is reserved for what is entered here.`, {
    field: `externalRefs[${index}].source`,
    hint: "Name the other system, such as salesforce or stripe.",
  });
}

function likeness(profile: CustomerProfile, other: CustomerAccount): string {
  const shared = other.domains.filter((domain) => profile.domains.includes(domain));
  if (shared.length > 0) return `same domain ${shared.join(", ")}`;
  return "same name";
}
