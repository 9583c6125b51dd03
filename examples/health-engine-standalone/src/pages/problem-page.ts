import { type Html, html } from "../html.ts";
import { layout } from "./layout.ts";

/** Says what went wrong and where to go on. */
export function problemPage(title: string, problem: string): Html {
  return layout(title, html`<p>${problem}</p><p><a href="/">All workspaces</a></p>`);
}
