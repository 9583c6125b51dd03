import { healthOf } from "./src/health.ts";
import { readOptions, usage } from "./src/options.ts";
import { readScorecard } from "./src/scorecard.ts";
import { listen } from "./src/server.ts";
import { readWorkspaces } from "./src/workspaces.ts";

const options = readOptions(process.argv.slice(2));
if (options.help) console.log(usage);
else if (options.problem !== null) {
  console.error(`${options.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const scorecard = readScorecard();
  const { workspaces, days } = readWorkspaces();
  listen(
    workspaces.map((workspace) => healthOf(workspace, { scorecard, days })),
    options.port,
  );
}
