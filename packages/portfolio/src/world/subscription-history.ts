import { addOnProducts, mainProduct } from "../names/products.ts";
import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { AccountIdentity } from "./account-identity.ts";
import { type LatentHealth, meanHealthBefore } from "./latent-health.ts";
import { addMonths } from "./months.ts";

/** One product on one term, in day numbers; `end` is the first day that is not covered. */
export interface Line {
  readonly product: string;
  readonly start: number;
  readonly end: number | null;
  readonly seats: number | null;
  readonly arr: number;
}

/** All lines an account ever had, and the days on which it gave up seats. */
export interface SubscriptionHistory {
  readonly lines: readonly Line[];
  readonly seatReductions: readonly number[];
}

/** What `subscriptionHistory` draws from. */
export interface SubscriptionInput {
  readonly seed: number;
  readonly index: number;
  readonly identity: AccountIdentity;
  readonly health: LatentHealth;
  /** Changes happen before this day; day number. */
  readonly changesBefore: number;
  /** End of all lines that still run; null while they run. */
  readonly end: number | null;
}

/** Lines with expansion and contraction as an ended line and its successor. Before the history nothing changes. */
export function subscriptionHistory(input: SubscriptionInput): SubscriptionHistory {
  const { identity, health, changesBefore, end } = input;
  const random = new RandomStream({ seed: input.seed, account: input.index, name: "subscriptions" });
  const { price, change } = parameters;
  const seatPrice = price.seat[identity.planTier] * (1 - random.real(0, price.highestDiscount));
  const wholeUnits = (amount: number) => Math.round(amount / 100) * 100;
  const mainLine = (start: number, seats: number): Line => {
    return { product: mainProduct, start, end: null, seats, arr: wholeUnits(seats * seatPrice) };
  };
  const addOn = (product: string, start: number, mainArr: number): Line => {
    return { product, start, end: null, seats: null, arr: wholeUnits(mainArr * price.addOnShare) };
  };

  const ended: Line[] = [];
  const seatReductions: number[] = [];
  let main = mainLine(identity.since, identity.startSeats);
  let seats = identity.startSeats;
  const addOns: Line[] = [];
  const products = random.shuffled(addOnProducts);
  const atStart = random.chance(price.firstAddOn) ? (random.chance(price.secondAddOn) ? 2 : 1) : 0;
  for (const product of products.slice(0, atStart)) addOns.push(addOn(product, identity.since, main.arr));

  for (let half = 1; ; half += 1) {
    const day = addMonths(identity.since, 6 * half);
    if (day >= changesBefore) break;
    if (day <= health.from) continue;
    const state = meanHealthBefore(health, day, change.healthDays);
    const grows = random.chance(change.expansion * Math.max(0, state - 0.5));
    const shrinks = random.chance(change.contraction * Math.max(0, 0.5 - state)) && half % 2 === 0;
    const bySeats = random.chance(change.seatShare);
    const factor = grows ? random.real(...change.growth) : random.real(...change.shrinkage);
    const product = products[addOns.length];
    if (grows && !bySeats && product !== undefined) {
      addOns.push(addOn(product, day, main.arr));
    } else if (grows || shrinks) {
      ended.push({ ...main, end: day });
      seats = Math.max(change.fewestSeats, grows ? Math.ceil(seats * factor) : Math.floor(seats * factor));
      main = mainLine(day, seats);
      if (shrinks) seatReductions.push(day);
    }
  }
  const running = [main, ...addOns].map((line) => ({ ...line, end }));
  const lines = [...ended, ...running].sort((left, right) => left.start - right.start);
  return { lines, seatReductions };
}

/** Lines that cover a day. */
export function linesOn(lines: readonly Line[], day: number): Line[] {
  return lines.filter((line) => line.start <= day && (line.end === null || day < line.end));
}
