import { pointsKernelModule } from "../generated/points-kernel-module.ts";
import { LARGEST_BLOCK } from "../read-column.ts";
import { plainKernel } from "./plain-kernel.ts";
import type { PointsKernel } from "./points-kernel.ts";

/** What is used of WebAssembly, which TypeScript keeps among the types of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: KernelModule };
};

/** A place in the memory of the module, in bytes. */
interface Address {
  readonly value: number;
}

/** For how many measures there is room, as `kernel/points-kernel.ts` has it. */
export const MOST_ROWS = 256;

/** The exports of `kernel/points-kernel.ts`, which describes them. */
interface KernelModule {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly values: Address;
  readonly days: Address;
  readonly faded: Address;
  readonly points: Address;
  readonly atWorst: Address;
  readonly factor: Address;
  readonly missing: Address;
  readonly bounds: Address;
  readonly lines: Address;
  readDays(count: number, asOfDay: number, limitDays: number): void;
  addLines(count: number, row: number, weight: number): number;
  shareRow(count: number, row: number, weight: number): void;
}

/**
 * A kernel that follows few lines by WebAssembly, two accounts at a time, with `MOST_ROWS` rows; undefined where that is not to
 * be had.
 */
export function simdKernel(): PointsKernel | undefined {
  const module = instantiate();
  if (!module) return undefined;
  const { buffer } = module.memory;
  const numbers = ({ value }: Address, length = LARGEST_BLOCK) => new Float64Array(buffer, value, length);
  const [values, faded] = [numbers(module.values), numbers(module.faded)];
  const [bounds, lines] = [numbers(module.bounds, 7), numbers(module.lines, 24)];
  const days = new Int32Array(buffer, module.days.value, LARGEST_BLOCK);
  const places = new Uint16Array(buffer, module.missing.value, LARGEST_BLOCK);
  const rows = numbers(module.points, MOST_ROWS * LARGEST_BLOCK);
  const plain = plainKernel({
    atWorst: numbers(module.atWorst),
    factor: numbers(module.factor),
    points: (row) => rows.subarray(row * LARGEST_BLOCK, (row + 1) * LARGEST_BLOCK),
  });
  return {
    ...plain,
    readDays({ values: given, days: givenDays, asOfDay, limitDays }, into) {
      values.set(given);
      days.set(givenDays);
      module.readDays(given.length, asOfDay, limitDays ?? Number.POSITIVE_INFINITY);
      into.values.set(values.subarray(0, given.length));
      into.faded.set(faded.subarray(0, given.length));
    },
    addPoints(measureRow, given, missing) {
      const { measure, row } = measureRow;
      const { fewLines } = measure.normalise;
      if (!fewLines) return plain.addPoints(measureRow, given, missing);
      values.set(given);
      bounds.set(fewLines.bounds);
      lines.set(fewLines.lines);
      const found = module.addLines(given.length, row, measure.weight);
      missing.set(places.subarray(0, found));
      return missing.subarray(0, found);
    },
    sharePoints: ({ measure, row }, count) => module.shareRow(count, row, measure.weight),
  };
}

/** Undefined without WebAssembly, without its SIMD instructions, or where a content security policy refuses it. */
function instantiate(): KernelModule | undefined {
  try {
    const bytes = Uint8Array.from(atob(pointsKernelModule), (character) => character.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  } catch {
    return undefined;
  }
}
