import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { withoutPasswords } from "./logger.ts";

const loggerModule = fileURLToPath(new URL("logger.ts", import.meta.url));

/** Lines that a real process logged; anything on stdout fails. */
function logged(level: string, statements: string): { [key: string]: unknown }[] {
  const program = `import { createLogger } from ${JSON.stringify(loggerModule)};\nconst log = createLogger("${level}");\n${statements}`;
  const args = ["--conditions=@cs/source", "--input-type=module-typescript", "--eval", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  return stderr
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { [key: string]: unknown });
}

describe("the logger", () => {
  it("writes JSON lines with an ISO time to stderr and nothing to stdout", () => {
    expect(logged("info", 'log.info({ tool: "list_clients" }, "tool call");')).toEqual([
      { level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/), tool: "list_clients", msg: "tool call" },
    ]);
  });

  it("leaves out what is below its level", () => {
    expect(logged("warn", 'log.info("no"); log.warn("yes");').map((line) => line["msg"])).toEqual(["yes"]);
    expect(logged("silent", 'log.fatal("no");')).toEqual([]);
  });

  it("writes an error with its chain of causes, and an exit right after loses nothing", () => {
    const [line] = logged(
      "info",
      `const error = new TypeError("outer", { cause: new Error("middle", { cause: "inner" }) });
       log.error({ error }, "failed");
       process.exit(0);`,
    );
    expect(line).toMatchObject({
      error: {
        name: "TypeError",
        message: "outer",
        stack: expect.any(String),
        cause: { message: "middle", cause: "inner" },
      },
    });
  });

  it("cuts passwords from messages, stacks and causes, and leaves out properties with SQL parameters", () => {
    const [line] = logged(
      "info",
      `const cause = new Error("connect to postgresql://app:hunter2@db/cs failed");
       const error = Object.assign(new Error("cannot reach postgres://owner:hunter2@db/cs", { cause }), {
         parameters: ["hunter2"], detail: "hunter2",
       });
       log.error({ error }, "failed");`,
    );
    expect(JSON.stringify(line)).not.toContain("hunter2");
    expect(line).toMatchObject({ error: { message: "cannot reach postgres://owner:***@db/cs" } });
  });

  it("writes a thrown value that is no error as text", () => {
    expect(logged("info", 'log.error({ error: "just text" }, "failed");')).toMatchObject([{ error: "just text" }]);
  });
});

describe("a connection string in a text", () => {
  it.each([
    ["postgresql://app:secret@db:5432/cs", "postgresql://app:***@db:5432/cs"],
    ["postgres://app:p@ss:w0rd@db/cs", "postgres://app:***@db/cs"],
    ["postgres://app:p/a?s#s@db/cs", "postgres://app:***@db/cs"],
    ["redis://:secret@cache:6379", "redis://:***@cache:6379"],
    ["a postgres://a:one@x/y and b postgres://b:two@x/y", "a postgres://a:***@x/y and b postgres://b:***@x/y"],
    ["https://example.com:8080/path", "https://example.com:8080/path"],
    ["mail ada@acme.example at 10:30", "mail ada@acme.example at 10:30"],
  ])("%s loses its password only", (text, expected) => {
    expect(withoutPasswords(text)).toBe(expected);
  });
});
