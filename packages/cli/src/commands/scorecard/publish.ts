import { resolve } from "node:path";
import { InvalidInputError } from "@cs/models";
import type { Environment } from "@cs/runtime";
import {
  loadScorecard,
  loadScorecardRules,
  previewScorecards,
  publishScorecards,
  type ScorecardPlan,
  withDefault,
} from "@cs/services";
import { showPreview } from "../../scorecards/show-preview.ts";
import { confirm } from "../../terminal/confirm.ts";
import { type CommandContext, withRuntime } from "../../with-runtime.ts";

export interface PublishScorecardOptions {
  readonly rules?: string;
  readonly default?: true;
  readonly asOf?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly reason?: string;
  readonly json?: true;
}

/** Shows what a scorecard or rules would do to every customer, and publishes them when that is wanted. */
export function publishScorecard(
  file: string | undefined,
  options: PublishScorecardOptions,
  environment: Environment,
): Promise<void> {
  return withRuntime(options, environment, async (context) => {
    const { persistence, tenantId } = context.runtime;
    const plan = await planOf(file, options, context);
    const { asOf } = await context.runtime.today(tenantId);
    const bar = context.reporter.progress("Preview");
    const preview = await previewScorecards({
      persistence,
      tenantId,
      plan,
      asOf,
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.stop(`Compared ${preview.accounts} customers as of ${asOf}`);
    if (!options.json) showPreview(preview, process.stdout);
    const published = (await wanted(options))
      ? await publishScorecards({ persistence, tenantId, plan, actor: "local", reason: options.reason ?? null })
      : null;
    if (options.json) process.stdout.write(`${JSON.stringify({ asOf, preview, published })}\n`);
    else
      process.stdout.write(
        published
          ? "Published: the next scoring uses it.\n"
          : "Nothing was published; --yes publishes without asking.\n",
      );
  });
}

async function planOf(
  file: string | undefined,
  options: PublishScorecardOptions,
  { runtime: { persistence, tenantId } }: CommandContext,
): Promise<ScorecardPlan> {
  if ((file === undefined && options.rules === undefined) || (options.default && options.rules !== undefined)) {
    throw new InvalidInputError("What shall be published is not clear.", {
      hint: "Give a scorecard file, --rules FILE, or both; --default goes without --rules.",
    });
  }
  const scorecard = file === undefined ? undefined : await loadScorecard(resolve(file));
  if (options.rules !== undefined) return { scorecard, rules: await loadScorecardRules(resolve(options.rules)) };
  if (!options.default || !scorecard) return { scorecard };
  const inForce = await persistence.read(tenantId, (tx) => tx.scorecards.rules());
  return { scorecard, rules: withDefault(inForce?.rules ?? [], scorecard.id) };
}

/** Without a terminal to ask at, publishing must be said in the command. */
async function wanted({ dryRun, yes, json }: PublishScorecardOptions): Promise<boolean> {
  if (dryRun) return false;
  if (yes) return true;
  return !json && confirm("Publish?");
}
