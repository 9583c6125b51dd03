import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultScorecard } from "@cs/health-engine";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { writeOwnFiles } from "./own-files.ts";

const bench = useWorkbench();
const store = useTestStore();
const asOf = "2024-06-30";
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), CS_AS_OF: asOf };
  const files = await writeOwnFiles(await bench.folder());
  folder = files.folder;
  const imported = await bench.run("cs", ["import", folder, "--mapping", files.mapping], env);
  expect(imported.code).toBe(0);
});

async function put(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}
const cs = (...args: string[]) => bench.run("cs", args, env);
const published = () => store.query("SELECT scorecard_id, version FROM cs.scorecards ORDER BY 1, 2");

/** Usage alone, and nearly any use is fine: an account with use has a score under it. */
const usageOnly = {
  ...defaultScorecard,
  id: "usage_only",
  version: 1,
  name: "Usage only",
  groups: defaultScorecard.groups.slice(0, 1),
  caps: [],
};

describe("cs score", () => {
  it("stores the scores of a day and of days before it", async () => {
    const { code, stdout } = await cs("score", "--since", "2024-06-10", "--every", "7", "--json");
    expect(code).toBe(0);
    const days = ["2024-06-16", "2024-06-23", asOf].map((day) => ({ day, scored: 2 }));
    expect(JSON.parse(stdout)).toEqual({ asOf, days });
    const rows = await store.query("SELECT DISTINCT as_of::text AS day FROM cs.health_standings ORDER BY 1");
    expect(rows).toEqual(days.map(({ day }) => ({ day })));
  });
});

describe("cs scorecard publish", () => {
  it("previews what would change, and publishes nothing when it is only asked for a preview", async () => {
    const path = await put("usage-only.json", usageOnly);
    const before = await published();
    const { code, stdout } = await cs("scorecard", "publish", path, "--default", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain("2 of 2 customers would be scored otherwise");
    expect(stdout).toContain("Nothing was published");
    expect(await published()).toEqual(before);
    expect((await cs("scorecard", "publish", path, "--default")).stdout).toContain("Nothing was published; --yes");
  });

  it("counts the accounts by band before and after", async () => {
    const path = await put("usage-only.json", usageOnly);
    const { stdout } = await cs("scorecard", "publish", path, "--default", "--dry-run", "--json");
    const { preview, published: result } = JSON.parse(stdout) as {
      preview: { accounts: number; affected: number; matrix: Record<string, Record<string, number>> };
      published: unknown;
    };
    expect(preview).toMatchObject({ accounts: 2, affected: 2, scoresLost: 0 });
    // Neither account has enough data for the default scorecard.
    const counted = Object.entries(preview.matrix).map(([band, row]) => [
      band,
      Object.values(row).reduce((sum, count) => sum + count, 0),
    ]);
    expect(Object.fromEntries(counted)).toMatchObject({ insufficient_data: 2, good: 0, critical: 0 });
    expect(result).toBeNull();
  });

  it("publishes with --yes, and the next scoring uses it", async () => {
    const path = await put("usage-only.json", usageOnly);
    const { code, stdout } = await cs(
      "scorecard",
      "publish",
      path,
      "--default",
      "--yes",
      "--reason",
      "trial",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ published: { scorecard: true, rulesVersion: 2 } });
    await cs("score");
    const rows = await store.query(
      `SELECT DISTINCT scorecard_id FROM cs.health_standings AS standing
       JOIN cs.health_snapshots USING (tenant_id, snapshot_id) WHERE standing.as_of = '${asOf}'`,
    );
    expect(rows).toEqual([{ scorecard_id: "usage_only" }]);
    const audit = await store.query(
      "SELECT actor, reason FROM cs.audit_entries WHERE operation = 'publish_scorecards'",
    );
    expect(audit).toEqual([{ actor: "local", reason: "trial" }]);
  });

  it("publishes rules by segment, and lists them", async () => {
    const rules = await put("rules.json", [
      { segments: ["enterprise"], lifecycleStages: ["renewal"], scorecardId: "usage_only" },
      { scorecardId: "default" },
    ]);
    expect((await cs("scorecard", "publish", "--rules", rules, "--yes")).code).toBe(0);
    const { stdout } = await cs("scorecard", "list");
    expect(stdout).toContain("segment enterprise, stage renewal → usage_only");
    expect(stdout).toContain("all other accounts → default");
    expect(stdout).toMatch(/usage_only +1 .*Usage only/);
  });

  it("refuses what is not clear, not valid, not there or not newer, and changes nothing", async () => {
    const before = await published();
    const refused = async (says: RegExp, ...args: string[]) => {
      const { code, stdout, stderr } = await cs("scorecard", "publish", ...args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(says);
    };
    await refused(/not clear/);
    await refused(/cannot be read/, join(folder, "nowhere.json"), "--yes");
    await refused(/weight/, await put("bad.json", { ...usageOnly, groups: [{ ...usageOnly.groups[0], weight: -1 }] }));
    const changed = await put("changed.json", { ...usageOnly, minimumCoverage: 0.2 });
    const { code, stderr } = await cs("scorecard", "publish", changed, "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(/already published with other content[\s\S]*Publish the change as version 2/);
    expect(await published()).toEqual(before);
  });
});

describe("cs scorecard show", () => {
  it("prints the file to edit and publish as the next version", async () => {
    const { code, stdout } = await cs("scorecard", "show", "usage_only");
    expect(code).toBe(0);
    const shown = JSON.parse(stdout) as typeof usageOnly;
    expect(shown).toEqual(usageOnly);
    const next = await put("next.json", { ...shown, version: 2, minimumCoverage: 0.4 });
    expect((await cs("scorecard", "publish", next, "--yes")).code).toBe(0);
    expect(JSON.parse((await cs("scorecard", "show", "usage_only")).stdout)).toMatchObject({ version: 2 });
    expect(JSON.parse((await cs("scorecard", "show", "usage_only", "--version", "1")).stdout)).toEqual(usageOnly);
    expect((await cs("scorecard", "show", "nobody")).stderr).toContain("Published are: default, usage_only.");
  });
});
