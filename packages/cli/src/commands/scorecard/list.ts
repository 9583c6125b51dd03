import type { Environment } from "@cs/runtime";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

/** Prints every published version and the rules in force. */
export function listScorecards(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const found = await persistence.read(tenantId, async (tx) => ({
      scorecards: await tx.scorecards.list(),
      rules: await tx.scorecards.rules(),
    }));
    if (options.json) {
      process.stdout.write(`${JSON.stringify(found)}\n`);
      return;
    }
    const rows = found.scorecards.map(({ scorecardId, version, name, publishedAt }) => [
      scorecardId,
      String(version),
      publishedAt.slice(0, 10),
      name,
    ]);
    const columns = [
      { title: "Scorecard" },
      { title: "Version", align: "right" },
      { title: "Published" },
      { title: "Name", fills: true },
    ] as const;
    process.stdout.write(`${renderTable(columns, rows, process.stdout)}\n\n`);
    for (const { scorecardId, segments, lifecycleStages } of found.rules?.rules ?? []) {
      const conditions = [
        segments && `segment ${segments.join(" or ")}`,
        lifecycleStages && `stage ${lifecycleStages.join(" or ")}`,
      ].filter((condition) => condition !== undefined);
      process.stdout.write(`  ${conditions.join(", ") || "all other accounts"} → ${scorecardId}\n`);
    }
  });
}
