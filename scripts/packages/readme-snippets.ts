import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The pages with a program that needs the engine and nothing else. */
export const snippetPages = ["README.md", join("packages", "health-engine", "README.md")] as const;

/** The first TypeScript snippet of a page that begins with an import from the engine. */
export function snippetOf(page: string): string {
  const [snippet] =
    /(?<=^```ts\n)import [^\n]* from "@cs\/health-engine";\n.*?(?=^```$)/ms.exec(readFileSync(page, "utf8")) ?? [];
  if (snippet === undefined) throw new Error(`${page} has no snippet that imports the engine.`);
  return snippet;
}

/** What a snippet prints when it runs beside the example of the workspace, on the sources of the packages. */
export function printedInWorkspace(snippet: string): string {
  const options = ["--conditions=@cs/source", "--input-type=module-typescript", "--eval", snippet];
  return execFileSync(process.execPath, options, { cwd: join("examples", "score-one-account"), encoding: "utf8" });
}
