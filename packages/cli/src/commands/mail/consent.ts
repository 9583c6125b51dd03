import type { MessageCategory } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { recordConsent } from "@cs/services";
import { changePermissions } from "./change.ts";

export interface ConsentOptions {
  readonly category: MessageCategory;
  readonly source: string;
  readonly withdraw?: true;
}

/** Notes what people agreed to, or no longer do. */
export function consent(
  emails: readonly string[],
  { category, source: note, withdraw }: ConsentOptions,
  environment: Environment,
): Promise<void> {
  const given = withdraw === undefined;
  const said = given ? `Consent to ${category} is noted` : `Consent to ${category} is withdrawn`;
  return changePermissions({ emails, note, said }, environment, (tx, change) =>
    recordConsent(tx, { ...change, category, given }),
  );
}
