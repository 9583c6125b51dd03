import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Workspace packages are tested from their sources. Tests run in Vite's `ssr` environment, global set-up in Vitest's own.
const resolve = { conditions: ["@cs/source"], externalConditions: ["@cs/source"] };

/** An empty server to test on instead of the embedded one: an older version, or your own build. */
const ownPostgresUrl = process.env["TEST_POSTGRES_URL"];

/** `npm run test:soak` repeats in many rounds what CI tries in a few. */
const everyTest = ["packages/*/{src,test}/**/*.test.ts", "scripts/**/*.test.ts"];
const soakTests = ["packages/*/test/soak/*.test.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    passWithNoTests: false,
    // Half of the time tests wait for the processes they start, so no core stays reserved for Vitest itself.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        environments: { ssr: { resolve }, __vitest__: { resolve } },
        test: {
          name: "all",
          include: mode === "soak" ? soakTests : everyTest,
          provide: { soak: mode === "soak", ...(ownPostgresUrl && { ownPostgresUrl }) },
          globalSetup: ["packages/testing/src/global-setup.ts"],
          // No test changes what another file imports; files share the loaded modules of their worker.
          isolate: false,
          // For tests that hang; a busy machine may take long.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "packages/testing/**"],
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: ".cache/coverage",
      thresholds: { lines: 80, functions: 80, statements: 80, branches: 70 },
    },
  },
}));
