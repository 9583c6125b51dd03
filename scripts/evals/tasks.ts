import { accountTasks } from "./tasks/account-tasks.ts";
import { judgementTasks } from "./tasks/judgement-tasks.ts";
import { portfolioTasks } from "./tasks/portfolio-tasks.ts";
import { riskTasks } from "./tasks/risk-tasks.ts";
import { usageTasks } from "./tasks/usage-tasks.ts";

/** All tasks, each with an id of its own. */
export const evalTasks = [...portfolioTasks, ...accountTasks, ...usageTasks, ...riskTasks, ...judgementTasks];
