import { secretVariables, variables } from "@cs/runtime";

/** `docs/configuration.md`: every environment variable, from the table the product itself reads. */
export function configurationPage(): string {
  const rows = Object.entries(variables).map(([name, text]) => {
    const file = secretVariables.some((secret) => secret === name) ? ` Also as a file: \`${name}_FILE\`.` : "";
    return `| \`${name}\` | ${text}.${file} |`;
  });
  return [
    "# Configuration",
    "",
    "Settings are environment variables. All are checked at start; an error names the variable and the fix. An option of",
    "the `cs` command wins over its variable.",
    "",
    "| variable | meaning |",
    "| --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
