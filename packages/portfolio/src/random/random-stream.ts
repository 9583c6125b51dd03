import { philox4x32, type Words2, type Words4 } from "./philox.ts";
import { streamHash } from "./stream-hash.ts";

const TWO_32 = 2 ** 32;

/** Which numbers a stream yields: nothing else enters. */
export interface RandomStreamKey {
  /** 0 to 2^53 - 1. */
  readonly seed: number;
  /** Index of the account. */
  readonly account: number;
  /** ASCII name of the concern, such as `tickets`. */
  readonly name: string;
}

/** The random numbers of one concern of one account. Draws are in sequence; streams never influence each other. */
export class RandomStream {
  readonly #key: Words2;
  readonly #account: number;
  readonly #seedHigh: number;
  #block = 0;
  #words: Words4 = [0, 0, 0, 0];
  #used = 4;

  constructor({ seed, account, name }: RandomStreamKey) {
    this.#key = [seed >>> 0, streamHash(name)];
    this.#account = account >>> 0;
    this.#seedHigh = Math.floor(seed / TWO_32) >>> 0;
  }

  /** The next unsigned 32-bit word. */
  word(): number {
    if (this.#used === 4) {
      this.#words = philox4x32([this.#block, 0, this.#account, this.#seedHigh], this.#key);
      this.#block = (this.#block + 1) >>> 0;
      this.#used = 0;
    }
    const word = this.#words[this.#used] ?? 0;
    this.#used += 1;
    return word;
  }

  /** Uniform in [0, 1) with 32 bits. */
  uniform(): number {
    return this.word() / TWO_32;
  }

  /** True with the given probability; always takes one draw. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Uniform real in [low, high). */
  real(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform integer in [low, high], both included. The bias is below (high - low) / 2^32. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** Standard normal, by Box and Muller; takes two draws. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log((this.word() + 0.5) / TWO_32));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Log-normal with the given median and standard deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** Exponential waiting time with the given mean. */
  waiting(mean: number): number {
    return -mean * Math.log((this.word() + 0.5) / TWO_32);
  }

  /** Poisson count by Knuth's product of uniforms; meant for means up to about 20. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count += 1;
    return count;
  }

  /** One of the items, all equally likely. Throws a RangeError on an empty list. */
  pick<Item>(items: readonly Item[]): Item {
    return itemAt(items, this.integer(0, items.length - 1));
  }

  /** One of the pairs' items, each with a chance proportional to its weight. */
  weighted<Item>(pairs: readonly (readonly [Item, number])[]): Item {
    const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
    let rest = this.uniform() * total;
    for (const [item, weight] of pairs) {
      if (rest < weight) return item;
      rest -= weight;
    }
    // Rounding may leave a crumb behind the last pair.
    return itemAt(pairs, pairs.length - 1)[0];
  }

  /** The items in random order, by Fisher and Yates; the list given is left as it is. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    const result: Item[] = [];
    while (rest.length > 0) result.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    return result;
  }
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError("cannot pick from an empty list");
  return items[index] as Item;
}
