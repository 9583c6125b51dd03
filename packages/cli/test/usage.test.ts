import { variables } from "@cs/runtime";
import { useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";

const bench = useWorkbench();

describe("cs --help", () => {
  it("names every command and every environment variable and ends well", async () => {
    const { code, stdout, stderr } = await bench.run("cs", ["--help"], {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of [
      "start",
      "import",
      "score",
      "scorecard",
      "worker",
      "jobs",
      "outbox",
      "events",
      "portfolio",
      "mcp",
      "migrate",
      "backup",
      "restore",
      "audit",
      "api-key",
      "print-config",
      ...Object.keys(variables),
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    }
  });

  it("of a command names its options", async () => {
    const { code, stdout } = await bench.run("cs", ["start", "--help"], {});
    expect(code).toBe(0);
    for (const option of ["--import", "--mapping", "--as-of", "--port", "--once", "--json", "--no-demo"]) {
      expect(stdout).toContain(option);
    }
  });
});

const mistakes: { what: string; args: string[]; says: RegExp }[] = [
  { what: "an unknown command", args: ["strat"], says: /unknown command 'strat'\n\(Did you mean start\?\)/ },
  { what: "an unknown option", args: ["start", "--onec"], says: /unknown option '--onec'\n\(Did you mean --once\?\)/ },
  { what: "an unknown client", args: ["print-config", "cluade"], says: /Allowed choices are claude, cursor, vscode/ },
  { what: "a missing client", args: ["print-config"], says: /missing required argument 'client'/ },
  { what: "a day that does not exist", args: ["start", "--as-of", "2024-02-30"], says: /Give a day as YYYY-MM-DD/ },
  { what: "a port that does not exist", args: ["start", "--port", "70000"], says: /HTTP_PORT must be 0 to 65535/ },
  { what: "no step at all", args: ["score", "--every", "0"], says: /Give a whole number from 1/ },
  { what: "an unknown scorecard command", args: ["scorecard", "publsh"], says: /Did you mean publish\?/ },
  {
    what: "a state of the outbox that does not exist",
    args: ["outbox", "list", "--state", "lost"],
    says: /Allowed choices are pending, delivered, dead/,
  },
  { what: "a replay of nothing", args: ["outbox", "replay"], says: /Name dead letters or give --all-dead/ },
  { what: "a missing folder", args: ["import"], says: /required option '--mapping <file>'|missing required argument/ },
  { what: "a folder without a mapping", args: ["import", "data"], says: /required option '--mapping <file>'/ },
  { what: "--import without --mapping", args: ["start", "--import", "data"], says: /belong together\.\nGive both/ },
  { what: "--mapping without --import", args: ["start", "--mapping", "m.json"], says: /belong together\.\nGive both/ },
];

describe("cs refuses", () => {
  it.each(mistakes)("$what with exit code 1, says so on stderr and prints nothing", async ({ args, says }) => {
    const { code, stdout, stderr } = await bench.run("cs", args, {});
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Unexpected/);
  });

  it("a data folder that is none, and says which setting to change", async () => {
    const { code, stdout, stderr } = await bench.run("cs", ["migrate"], { CS_HOME: "/dev/null/data" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/cannot use its folder\. \(CS_HOME\)\nSet CS_HOME to a folder you may write to/);
  });

  it("a bad setting and names it, without its secret", async () => {
    const { code, stdout, stderr } = await bench.run("cs", ["migrate"], { DATABASE_URL: "mysql://app:hidden@db/x" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("DATABASE_URL");
    expect(stderr).not.toContain("hidden");
  });
});
