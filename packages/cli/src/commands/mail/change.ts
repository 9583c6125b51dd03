import { randomUUID } from "node:crypto";
import { emailSchema, InvalidInputError, text } from "@cs/models";
import type { Environment, WriteTransaction } from "@cs/runtime";
import type { PermissionChange } from "@cs/services";
import { withRuntime } from "../../with-runtime.ts";

/** Changes what addresses may be sent, in one transaction, and says so. */
export function changePermissions(
  { emails, note, said }: { readonly emails: readonly string[]; readonly note: string; readonly said: string },
  environment: Environment,
  work: (tx: WriteTransaction, change: PermissionChange) => Promise<void>,
): Promise<void> {
  const wrong = emails.find((email) => !emailSchema.safeParse(email).success);
  if (wrong !== undefined) throw new InvalidInputError(`${JSON.stringify(wrong)} is no e-mail address.`);
  const change = {
    emails,
    actor: "local",
    requestId: `cli_${randomUUID()}`,
    now: new Date(),
    note: text(500).parse(note),
  };
  return withRuntime({}, environment, async ({ runtime: { persistence, tenantId } }) => {
    await persistence.write(tenantId, (tx) => work(tx, change));
    process.stdout.write(`${said}: ${emails.join(", ")}\n`);
  });
}
