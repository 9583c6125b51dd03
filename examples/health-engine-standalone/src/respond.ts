import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readAssumptions } from "./assumptions.ts";
import type { WorkspaceHealth } from "./health.ts";
import type { Html } from "./html.ts";
import { listPage } from "./pages/list-page.ts";
import { problemPage } from "./pages/problem-page.ts";
import { workspacePage } from "./pages/workspace-page.ts";

/** What the server sends. */
export interface Answer {
  readonly status: number;
  readonly type: "text/html" | "text/css";
  readonly body: string;
  readonly more?: Readonly<Record<string, string>>;
}

const style = readFileSync(join(import.meta.dirname, "style.css"), "utf8");
const workspacePath = "/workspaces/";

/** The answer to a request; only reading is possible. */
export function respond(healths: readonly WorkspaceHealth[], method: string, url: string): Answer {
  if (method !== "GET" && method !== "HEAD") {
    const page = problemPage("Only reading", `${method} is not possible here.`);
    return { ...answer(405, page), more: { allow: "GET, HEAD" } };
  }
  const target = URL.parse(url, "http://localhost");
  if (target?.pathname === "/") return answer(200, listPage(healths));
  if (target?.pathname === "/style.css") return { status: 200, type: "text/css", body: style };
  const id = target?.pathname.startsWith(workspacePath) ? target.pathname.slice(workspacePath.length) : null;
  const health = healths.find(({ workspace }) => encodeURIComponent(workspace.id) === id);
  if (!target || !health) return answer(404, problemPage("Not found", `There is no page ${url}.`));
  const assumptions = readAssumptions(target.searchParams);
  return answer(assumptions.problem === null ? 200 : 400, workspacePage(health, assumptions));
}

function answer(status: number, { text }: Html): Answer {
  return { status, type: "text/html", body: text };
}
