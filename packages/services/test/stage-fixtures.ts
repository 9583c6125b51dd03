import type { TestStore } from "@cs/testing";

/** A logged change of stage, as far as tests read it. */
export interface StageEntry {
  readonly from: string | null;
  readonly to: string | null;
  readonly enteredOn: string | null;
  readonly days: number | null;
}

/** What `manage_lifecycle_stages` answers, as far as tests read it. */
export interface StagesOutput {
  readonly version: number;
  readonly stage: string | null;
  readonly since: string | null;
  readonly days: number | null;
  readonly history: readonly StageEntry[] | null;
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Calls of the tool on a store, and an account in stage onboarding to ask about. */
export function stagesOf(store: TestStore) {
  const manage = async (input: object, call: object = {}) =>
    (await store.run("manage_lifecycle_stages", input, call)) as unknown as StagesOutput;
  return {
    manage,
    async register(): Promise<string> {
      const { client } = await store.run("register_client", { clientName: "Acme" });
      return (client as { clientId: string }).clientId;
    },
    async move(clientId: string, toStage: string, part: object = {}): Promise<StagesOutput> {
      const { version } = await manage({ clientId });
      return manage({ action: "transition", clientId, toStage, expectedVersion: version, reason: "met them", ...part });
    },
  };
}
