import { setTimeout as nextTurn } from "node:timers/promises";
import { type ChurnModelKind, type ChurnModelRun, churnHorizons, type TrainedHorizon } from "@cs/models";
import type { BacktestStep, StoredChurnModel } from "@cs/persistence";
import { backtest, type DriftReport, featureDrift, type LeadReport, trainModel } from "@cs/prediction";
import { churnScorers, fitOf } from "./churn-scorers.ts";
import { followBacktest, type NoteProgress } from "./follow-backtest.ts";
import { modelFeatures } from "./model-features.ts";
import { type HistoryRequest, readHistory, type StoredHistory } from "./read-history.ts";

export interface BacktestOptions extends Omit<HistoryRequest, "onProgress"> {
  readonly kind: ChurnModelKind;
  /** Months between a score and the first decision that counts; each has its own report. */
  readonly leadMonths: readonly number[];
  /** Also learn from opt-out deadlines and automatic renewal: right only where past terms are kept as they were. */
  readonly withTerms?: boolean | undefined;
  /** Bootstrap draws per interval, default 200. */
  readonly rounds?: number | undefined;
  readonly author: string;
  readonly onProgress?: ((step: BacktestStep, done: number, total: number) => void) | undefined;
}

/** What was stored, with its reports as `@cs/prediction` gives them. */
export interface ChurnBacktest {
  readonly stored: StoredChurnModel;
  readonly leads: readonly LeadReport[];
  readonly evaluations: readonly LeadReport[];
  /** How far what the model learns from has moved; null where there is only one day. */
  readonly drift: DriftReport | null;
}

/**
 * Tests on stored history how well churn would have been known, trains a model for each horizon and stores all of it. How
 * far it has come is stored too, and how it ended.
 *
 * @throws InvalidInputError for a window without a month or with too many account-months, or a lead that is no number of
 * months from 0.
 * @throws NotFoundError where no source says who left.
 */
export function backtestChurn(options: BacktestOptions): Promise<ChurnBacktest> {
  return followBacktest(options, (note) => testTrainAndStore(options, note));
}

async function testTrainAndStore(options: BacktestOptions, note: NoteProgress): Promise<ChurnBacktest> {
  const { persistence, tenantId, author, onProgress = () => {} } = options;
  const tell = (step: BacktestStep) => (done: number, total: number) => {
    onProgress(step, done, total);
    return note({ step, done, total });
  };
  const found = await readHistory({ ...options, onProgress: tell("reading") });
  const { leads, evaluations, horizons } = await testAndTrain(found, options, tell("testing"));
  const run: ChurnModelRun = { kind: options.kind, ...describe(found), leads, horizons };
  const stored = await persistence.write(tenantId, async (tx) => {
    const model = await tx.churn.storeModel(run, author);
    await tx.audit.add({
      actor: author,
      operation: "backtest",
      clientId: null,
      requestId: model.modelId,
      reason: null,
      changes: [{ field: "modelId", before: null, after: model.modelId }],
    });
    return model;
  });
  return {
    stored,
    leads,
    evaluations,
    drift: featureDrift(found.history, modelFeatures({ withTerms: options.withTerms ?? false })),
  };
}

/** Computes for minutes, and lets others have their turn after each lead and each horizon. */
async function testAndTrain(
  { history }: StoredHistory,
  { kind, leadMonths, withTerms = false, rounds, signal }: BacktestOptions,
  onStep: (done: number, total: number) => Promise<void>,
) {
  const features = modelFeatures({ withTerms });
  const scorers = churnScorers(kind, features);
  const leads: LeadReport[] = [];
  const evaluations: LeadReport[] = [];
  const horizons: TrainedHorizon[] = [];
  const tell = async () => {
    await onStep(leads.length + horizons.length, leadMonths.length + churnHorizons.length);
    await nextTurn();
    signal?.throwIfAborted();
  };
  await tell();
  for (const lead of leadMonths) {
    leads.push(...backtest({ history, scorers, leadMonths: [lead], rounds }));
    await tell();
  }
  for (const horizonMonths of churnHorizons) {
    const window = { leadMonths: [0], windowMonths: horizonMonths };
    const [evaluation] = backtest({ history, scorers: scorers.slice(0, 2), ...window, rounds });
    if (!evaluation) throw new Error("a back-test of one lead gives one report");
    const trained = trainModel({ history, withinMonths: horizonMonths, fit: fitOf[kind], features });
    evaluations.push(evaluation);
    horizons.push({ horizonMonths, ...trained, evaluation });
    await tell();
  }
  return { leads, evaluations, horizons };
}

function describe({ history: { snapshots, decisions }, days, watchedUntil }: StoredHistory) {
  const accounts = new Set(snapshots.map(({ account }) => account));
  return {
    firstDay: days[0] ?? watchedUntil,
    lastDay: days.at(-1) ?? watchedUntil,
    watchedUntil,
    accountMonths: snapshots.length,
    accounts: accounts.size,
    leavers: new Set(decisions.flatMap(({ account }) => (accounts.has(account) ? [account] : []))).size,
  };
}
