import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Environment } from "@cs/runtime";
import { type AuditCheckpoint, loadCheckpoint, verifyAudit } from "@cs/services";
import { showAuditReport } from "../../audit/show-audit-report.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface VerifyOptions {
  readonly checkpoint?: string;
  readonly json?: true;
}

/** Checks the audit log; with a checkpoint, also that nothing of its end is gone since the last time. */
export function verify({ checkpoint, json }: VerifyOptions, environment: Environment): Promise<void> {
  const options = json ? { json } : {};
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const path = checkpoint === undefined ? null : resolve(checkpoint);
    const known = path !== null && existsSync(path) ? await loadCheckpoint(path, tenantId) : null;
    const report = await verifyAudit(persistence, tenantId, known);
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showAuditReport(report, process.stdout);
    if (report.faultCount > 0) process.exitCode = 1;
    else if (path !== null) await writeCheckpoint(path, report.head);
  });
}

/** Half a checkpoint would look like a damaged chain, so it appears under its name when it is whole. */
async function writeCheckpoint(path: string, head: AuditCheckpoint): Promise<void> {
  const unfinished = `${path}.partial-${randomBytes(4).toString("hex")}`;
  await writeFile(unfinished, `${JSON.stringify(head)}\n`, { flag: "wx", flush: true });
  await rename(unfinished, path);
}
