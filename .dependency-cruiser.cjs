/** Which package may import which. Everything that is enforced about layers follows from this table. */
const mayImport = {
  models: [],
  "health-engine": ["models"],
  prediction: ["models"],
  reports: ["models"],
  analytics: ["models"],
  portfolio: ["models"],
  persistence: ["models"],
  services: ["models", "health-engine", "prediction", "reports", "analytics", "persistence"],
  runtime: ["models", "persistence", "services"],
  "mcp-server": ["models", "services", "runtime"],
  cli: ["models", "reports", "portfolio", "services", "runtime", "mcp-server"],
};

const source = (name) => `^packages/${name}/src/(?!.*[.]test[.]ts$)`;

/** A workspace package resolves to its folder; one that is not declared stays `@cs/…`. Both forms count. */
const workspace = (names) => `^(packages/(${names})/|@cs/(${names})(/|$))`;

const all = Object.keys(mayImport).concat("testing");

const layers = Object.entries(mayImport).map(([name, allowed]) => {
  const forbidden = all.filter((other) => other !== name && !allowed.includes(other));
  return {
    name: `layer-${name}`,
    comment: `@cs/${name} may import ${allowed.map((each) => `@cs/${each}`).join(", ") || "no other package"}.`,
    severity: "error",
    from: { path: source(name) },
    to: { path: workspace(forbidden.join("|")) },
  };
});

const modules = "(^|/)node_modules/";

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "packages-by-name",
      comment: "Another package is imported by its name, never by a path into its files.",
      severity: "error",
      from: { path: "^packages/([^/]+)/src/" },
      to: { path: "^packages/", pathNot: "^packages/$1/", dependencyTypes: ["local"] },
    },
    {
      name: "pure-packages",
      comment:
        "Models, engine, prediction, reports, analytics and portfolio compute; they touch no file, network, clock or database.",
      severity: "error",
      from: { path: source("(models|health-engine|prediction|reports|analytics|portfolio)") },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-sql-in-services",
      comment: "Operations reach the database through @cs/persistence only.",
      severity: "error",
      from: { path: source("(services|mcp-server|cli)") },
      to: { path: `(${modules}(pg|kysely)/|^(pg|kysely)(/|$))` },
    },
    {
      name: "mcp-sdk-in-one-package",
      comment: "Only @cs/mcp-server knows the MCP SDK.",
      severity: "error",
      from: { path: "^packages/(?!mcp-server/|testing/)[^/]+/src/(?!.*[.]test[.]ts$)" },
      to: { path: "@modelcontextprotocol/" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-tests-in-sources",
      comment: "What ships does not depend on tests or on the test package.",
      severity: "error",
      from: { path: "^packages/(?!testing/)[^/]+/src/(?!.*[.]test[.]ts$)" },
      to: { path: "([.]test[.]ts$|^packages/[^/]+/test/|^packages/testing/|^@cs/testing)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@cs/source", "import", "node", "default", "types"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
