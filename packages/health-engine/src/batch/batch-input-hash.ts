import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../scoring/canonical-json.ts";
import { compiled } from "../scoring/compile-scorecard.ts";
import { type BatchInput, namedColumns } from "./batch-input.ts";

/**
 * SHA-256 (64 hex digits) of what the scores of a batch follow from: the scorecard without its names and labels, the
 * as-of day, and the bytes of the columns that it names. Not part of `scoreBatch`, since it takes longer than scoring.
 *
 * Unlike the input hash of a score it depends on the order of the accounts, tells 0 from -0, and sees observations after
 * the as-of day. Bytes are those of the machine: little-endian everywhere that Node.js runs today, but for s390x.
 *
 * @throws InvalidInputError when the day does not exist or a column has another length than there are accounts.
 */
export function batchInputHash(input: BatchInput): string {
  const plan = compiled(input.scorecard);
  const { asOf, accounts, previousBands } = input;
  const columns = namedColumns(plan.names, input);
  const parts: (Float64Array | Int32Array | Uint8Array | undefined)[] = [];
  if (plan.scorecard.bands.hysteresis) parts.push(previousBands);
  const names: string[] = [];
  for (const [measure, { values, observedOn }] of columns) {
    names.push(measure);
    parts.push(values, observedOn);
  }
  const given = parts.map((part) => part !== undefined);
  const hash = sha256.create();
  hash.update(utf8ToBytes(canonicalJson({ accounts, asOf, given, names, scorecard: plan.contentHash })));
  for (const part of parts) {
    if (part) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return bytesToHex(hash.digest());
}
