import { type Category, categories, type Operation, operations } from "@cs/services";
import { errorTable } from "./tool-errors.ts";

/** `docs/tools.md`: all tools by toolset, and what holds for each of them. */
export function toolsPage(): string {
  return [...introduction, ...categories.flatMap(toolset), ...errors, ...examples].join("\n");
}

const introduction = [
  "# Tools",
  "",
  "What an assistant can call. Days are `YYYY-MM-DD`, amounts are minor units (cents). A tool with an `action` does the",
  "first that its page lists when none is given. Every tool that writes takes an `idempotencyKey`: called again with the",
  'same one, it writes once. With `responseFormat: "concise"`, the default, fields marked as detailed are left out. An',
  "answer that would be longer than 20,000 tokens is cut: `cut.next` is the call that brings the rest. Text that customers",
  "wrote comes as `{untrusted, text}` between marks.",
  "",
];

const errors = ["## Errors", "", "An error is `{code, message, field, hint, retryable, requestId}`.", ""]
  .concat(errorTable(operations))
  .concat("");

const examples = [
  "## Examples",
  "",
  "The examples on the page of each tool are answers of the stdio server over the demo portfolio: 40 accounts that do not",
  "exist, seed 7, up to 2026-06-30, which is today for every call, with the scores of every other week from January on.",
  "Tools that write ran last. A test runs all of them again and compares. What would differ from run to run is shown so:",
  "",
  "- ids are numbered in the order in which they first appear on a page: `cs_00000000000000000000000001`;",
  "- moments at which something was stored, computed or changed are `2026-06-30T12:00:00.000Z`;",
  "- the number in the marks around customers' text is `000000000000`;",
  "- cursors, hashes and request ids are `…`.",
  "",
];

function toolset(category: Category): string[] {
  return [
    `## Toolset ${category}`,
    "",
    "| tool | effect | does |",
    "| --- | --- | --- |",
    ...operations.filter((operation) => operation.category === category).map(row),
    "",
  ];
}

function row({ name, effect, actions, description }: Operation): string {
  const effects = [...new Set(Object.values(actions ?? { only: effect }))].join(", ");
  return `| [${name}](tools/${name}.md) | ${effects} | ${description.replaceAll("|", "\\|")} |`;
}
