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

/** The exports of `kernel/points-kernel.ts`, which describes them. */
interface KernelModule {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly values: Address;
  readonly days: Address;
  readonly faded: Address;
  readonly points: Address;
  readonly atWorst: Address;
  readonly missing: Address;
  readonly bounds: Address;
  readonly lines: Address;
  readDays(count: number, asOfDay: number, limitDays: number): void;
  addLines(count: number, weight: number): number;
}

/** A kernel that follows few lines by WebAssembly, two accounts at a time; undefined where that is not to be had. */
export function simdKernel(): PointsKernel | undefined {
  const module = instantiate();
  if (!module) return undefined;
  const numbers = ({ value }: Address, length = LARGEST_BLOCK) => new Float64Array(module.memory.buffer, value, length);
  const [values, faded] = [numbers(module.values), numbers(module.faded)];
  const [points, atWorst] = [numbers(module.points), numbers(module.atWorst)];
  const [bounds, lines] = [numbers(module.bounds, 7), numbers(module.lines, 24)];
  const days = new Int32Array(module.memory.buffer, module.days.value, LARGEST_BLOCK);
  const places = new Uint16Array(module.memory.buffer, module.missing.value, LARGEST_BLOCK);
  const plain = plainKernel(points, atWorst);
  return {
    points,
    atWorst,
    readDays({ values: given, days: givenDays, asOfDay, limitDays }, into) {
      values.set(given);
      days.set(givenDays);
      module.readDays(given.length, asOfDay, limitDays ?? Number.POSITIVE_INFINITY);
      into.values.set(values.subarray(0, given.length));
      into.faded.set(faded.subarray(0, given.length));
    },
    addPoints(measure, given, missing) {
      const { fewLines } = measure.normalise;
      if (!fewLines) return plain.addPoints(measure, given, missing);
      values.set(given);
      bounds.set(fewLines.bounds);
      lines.set(fewLines.lines);
      const found = module.addLines(given.length, measure.weight);
      missing.set(places.subarray(0, found));
      return missing.subarray(0, found);
    },
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
