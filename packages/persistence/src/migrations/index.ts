import type { Migration } from "kysely/migration";
import * as accounts from "./0001-accounts.ts";
import * as facts from "./0002-facts.ts";
import * as health from "./0003-health.ts";
import * as platform from "./0004-platform.ts";
import * as healthInputs from "./0005-health-inputs.ts";
import * as usageDaily from "./0006-usage-daily.ts";
import * as auditSeals from "./0007-audit-seals.ts";
import * as rescoringRuns from "./0008-rescoring-runs.ts";
import * as outbox from "./0009-outbox.ts";
import * as expiry from "./0010-expiry.ts";
import * as portfolioLists from "./0011-portfolio-lists.ts";
import * as httpAccess from "./0012-http-access.ts";
import * as segments from "./0013-segments.ts";
import * as lifecycle from "./0014-lifecycle.ts";
import * as churnPrediction from "./0015-churn-prediction.ts";
import * as riskRegister from "./0016-risk-register.ts";
import * as reports from "./0017-reports.ts";
import * as writeCounts from "./0018-write-counts.ts";
import * as interruptedDeliveries from "./0019-interrupted-deliveries.ts";
import * as supportTickets from "./0020-support-tickets.ts";
import * as mail from "./0021-mail.ts";
import * as remoteTickets from "./0022-remote-tickets.ts";
import * as confirmations from "./0023-confirmations.ts";
import * as remoteContacts from "./0024-remote-contacts.ts";
import * as deliveredEffects from "./0026-delivered-effects.ts";
import * as snapshotsAsWritten from "./0027-snapshots-as-written.ts";
import * as backtestRuns from "./0028-backtest-runs.ts";

/** Every migration in the order of its name. A published migration never changes; a correction is a new one. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-accounts": accounts,
  "0002-facts": facts,
  "0003-health": health,
  "0004-platform": platform,
  "0005-health-inputs": healthInputs,
  "0006-usage-daily": usageDaily,
  "0007-audit-seals": auditSeals,
  "0008-rescoring-runs": rescoringRuns,
  "0009-outbox": outbox,
  "0010-expiry": expiry,
  "0011-portfolio-lists": portfolioLists,
  "0012-http-access": httpAccess,
  "0013-segments": segments,
  "0014-lifecycle": lifecycle,
  "0015-churn-prediction": churnPrediction,
  "0016-risk-register": riskRegister,
  "0017-reports": reports,
  "0018-write-counts": writeCounts,
  "0019-interrupted-deliveries": interruptedDeliveries,
  "0020-support-tickets": supportTickets,
  "0021-mail": mail,
  "0022-remote-tickets": remoteTickets,
  "0023-confirmations": confirmations,
  "0024-remote-contacts": remoteContacts,
  "0026-delivered-effects": deliveredEffects,
  "0027-snapshots-as-written": snapshotsAsWritten,
  "0028-backtest-runs": backtestRuns,
};
