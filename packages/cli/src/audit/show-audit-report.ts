import type { AuditFaultKind, AuditReport } from "@cs/services";
import { style } from "../terminal/style.ts";

const meanings: Readonly<Record<AuditFaultKind, string>> = {
  seal_missing: "a seal is missing",
  seal_broken: "the seal does not follow from the one before it",
  entry_changed: "the entry is not what was sealed",
  entry_missing: "the entry is gone, and was not pruned",
  entry_backdated: "the entry is older than those sealed before it: it was put in afterwards",
  chain_cut_off: "the chain ends before the checkpoint",
  chain_rewritten: "the chain has another seal here than the checkpoint",
};

/** Prints what was verified and what is wrong. */
export function showAuditReport(report: AuditReport, out: NodeJS.WriteStream): void {
  const { head, sealed, pruned, unsealed, faults, faultCount } = report;
  const count = (number: number) => number.toLocaleString("en-US");
  out.write(`${count(sealed)} entries sealed, ${count(pruned)} pruned, ${count(unsealed)} not sealed yet\n`);
  out.write(`The chain ends at position ${head.position} with ${head.sealHash}\n`);
  for (const { kind, position, auditId } of faults) {
    const place = position === null ? "not sealed" : `position ${position}`;
    out.write(`  ${place}${auditId === null ? "" : `, ${auditId}`}: ${meanings[kind]}\n`);
  }
  if (faultCount > faults.length) out.write(`  and ${count(faultCount - faults.length)} more\n`);
  const verdict =
    faultCount === 0 ? "The audit log is whole." : `The audit log is not whole; faults: ${count(faultCount)}.`;
  out.write(`${style(faultCount === 0 ? "green" : "red", verdict, out)}\n`);
}
