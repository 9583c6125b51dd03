export { computedScore } from "./computed-score.ts";
export { build } from "./facts.ts";
export type { Fault } from "./fault-proxy/fault.ts";
export { type FaultProxy, openFaultProxy } from "./fault-proxy/fault-proxy.ts";
export { freePort } from "./free-port.ts";
export { type FakeContact, type FakeContacts, useFakeIntercom } from "./intercom/fake-intercom.ts";
export { type FakeEvent, type FakeMixpanel, useFakeMixpanel } from "./mixpanel/fake-mixpanel.ts";
export { copyHome, linkBinaries } from "./prepared-home.ts";
export type { McpConnection, ToolAnswer } from "./processes/mcp-connection.ts";
export { isRunning, killProcessesNaming, postmasterPid, processesNaming, until } from "./processes/process-state.ts";
export {
  compileCache,
  type Ended,
  programArguments,
  programs,
  type RunningProgram,
  repositoryFolder,
} from "./processes/program.ts";
export { useWorkbench } from "./processes/use-workbench.ts";
export { databaseVariables, type FinishedProgram } from "./processes/workbench.ts";
export { askRedis } from "./redis/ask-redis.ts";
export { openRedisServer, type RedisServer } from "./redis/redis-server.ts";
export { describeOwnRedis, describeRedis, useRedis, useRedisServer } from "./redis/use-redis.ts";
export { rounds } from "./rounds.ts";
export { type MailServer, type MailServerReply, type PostedMail, useMailServer } from "./sendgrid/mail-server.ts";
export { statementsOf } from "./statements.ts";
export {
  applicationRole,
  asSuperuser,
  cloneTemplate,
  type DatabaseUrls,
  dropDatabase,
  ownerRole,
} from "./template-database.ts";
export { createTestStore, type OwnedTestStore, type TestStore } from "./test-store.ts";
export { useTestStore } from "./use-test-store.ts";
export { type FakeTicket, type FakeZendesk, useFakeZendesk } from "./zendesk/fake-zendesk.ts";
