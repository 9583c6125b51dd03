import type { Environment } from "@cs/runtime";
import { withRuntime } from "../../with-runtime.ts";

/** Prints a published scorecard as JSON: the file to edit and publish as the next version. */
export function showScorecard(
  scorecardId: string,
  { version }: { readonly version?: number },
  environment: Environment,
): Promise<void> {
  return withRuntime({}, environment, async ({ runtime: { persistence, tenantId } }) => {
    const scorecard = await persistence.read(tenantId, (tx) =>
      version === undefined ? tx.scorecards.newest(scorecardId) : tx.scorecards.version(scorecardId, version),
    );
    process.stdout.write(`${JSON.stringify(scorecard, null, 2)}\n`);
  });
}
