export { computedScore } from "./computed-score.ts";
export { build } from "./facts.ts";
export type { McpConnection, ToolAnswer } from "./processes/mcp-connection.ts";
export { isRunning, postmasterPid, processesNaming, until } from "./processes/process-state.ts";
export { type Ended, programArguments, programs, type RunningProgram, repositoryFolder } from "./processes/program.ts";
export { createWorkbench, databaseVariables, type FinishedProgram, type Workbench } from "./processes/workbench.ts";
export {
  applicationRole,
  asSuperuser,
  cloneTemplate,
  type DatabaseUrls,
  dropDatabase,
  ownerRole,
} from "./template-database.ts";
export { createTestStore, type TestStore, type TestStoreOptions } from "./test-store.ts";
