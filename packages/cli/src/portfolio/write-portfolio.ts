import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FactKind, factKinds } from "@cs/models";
import {
  type AccountRange,
  csvFileName,
  csvHeader,
  csvRow,
  type PortfolioOptions,
  portfolioAccounts,
  portfolioMapping,
  portfolioTruths,
} from "@cs/portfolio";
import { outputPlaces } from "./output-places.ts";
import { TextFile } from "./text-file.ts";

export interface WritePortfolioOptions {
  readonly portfolio: PortfolioOptions;
  readonly range: AccountRange;
  /** New or empty; appears with all files in it or not at all. */
  readonly folder: string;
  /** File for the truth, outside of the folder; null writes none. */
  readonly truth: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (accountsDone: number) => void;
}

/** Rows written per kind of fact. */
export type RowCounts = Readonly<Record<FactKind, number>>;

/** Writes accounts as a folder that an import reads, one account at a time. A failure or an abort leaves nothing behind. */
export async function writePortfolio(options: WritePortfolioOptions): Promise<RowCounts> {
  const places = await outputPlaces(options.folder, options.truth);
  const opened: TextFile[] = [];
  const create = async (path: string) => {
    const file = await TextFile.create(path);
    opened.push(file);
    return file;
  };
  try {
    const counts = await writeFacts(options, (kind) => create(join(places.folder, csvFileName(kind))));
    if (places.truth !== null) await writeTruth(options, await create(places.truth));
    await writeFile(join(places.folder, "mapping.json"), `${JSON.stringify(portfolioMapping(), null, 2)}\n`);
    for (const file of opened) await file.finish();
    await places.commit();
    return counts;
  } catch (error) {
    for (const file of opened) await file.abandon();
    await places.discard();
    throw error;
  }
}

async function writeFacts(
  { portfolio, range, signal, onProgress }: WritePortfolioOptions,
  create: (kind: FactKind) => Promise<TextFile>,
): Promise<RowCounts> {
  const files = new Map<FactKind, TextFile>();
  const counts = Object.fromEntries(factKinds.map((kind) => [kind, 0])) as Record<FactKind, number>;
  for (const kind of factKinds) files.set(kind, await create(kind));
  for (const [kind, file] of files) await file.append(csvHeader(kind));
  let done = 0;
  for (const facts of portfolioAccounts(portfolio, range)) {
    signal.throwIfAborted();
    for (const [kind, file] of files) {
      const rows = facts.filter((tagged) => tagged.kind === kind).map(csvRow);
      counts[kind] += rows.length;
      await file.append(rows.join(""));
    }
    done += 1;
    onProgress(done);
  }
  return counts;
}

/** One JSON document per account and line. */
async function writeTruth({ portfolio, range, signal }: WritePortfolioOptions, file: TextFile): Promise<void> {
  for (const truth of portfolioTruths(portfolio, range)) {
    signal.throwIfAborted();
    await file.append(`${JSON.stringify(truth)}\n`);
  }
}
