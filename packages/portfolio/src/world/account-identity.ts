import type { PlanTier, Segment, TouchModel } from "@cs/models";
import { type CompanyName, companyName } from "../names/company-name.ts";
import { csmTeams, dollarCountries, euroCountries } from "../names/places.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";

/** A kind of fact whose source some accounts lack. */
export type MissingSource = keyof typeof parameters.missingSources;

/** What an account is, apart from what happens to it. */
export interface AccountIdentity {
  readonly externalId: string;
  readonly company: CompanyName;
  readonly country: string;
  readonly currency: "USD" | "EUR";
  readonly segment: Segment;
  readonly planTier: PlanTier;
  readonly touchModel: TouchModel;
  readonly csm: string | null;
  /** Day number of the first contract. */
  readonly since: number;
  readonly startSeats: number;
  readonly noticeDays: number;
  readonly autoRenew: boolean;
  /** Months from invoice to invoice, and days to pay each. */
  readonly billingMonths: 1 | 3 | 12;
  readonly paymentDays: number;
  /** Kinds of fact that exist but that no source delivers for this account. */
  readonly missingSources: readonly MissingSource[];
}

/** In the order of their draws. */
const sources = ["usage", "surveyResponses", "tickets", "invoices"] as const;

const planTiersOf = {
  startup: [
    ["starter", 65],
    ["standard", 35],
  ],
  smb: [
    ["starter", 15],
    ["standard", 60],
    ["professional", 25],
  ],
  mid_market: [
    ["standard", 30],
    ["professional", 70],
  ],
  enterprise: [
    ["professional", 25],
    ["enterprise", 75],
  ],
} as const satisfies Record<Segment, readonly (readonly [PlanTier, number])[]>;

const billingMonthsOf = {
  startup: [
    [1, 70],
    [12, 30],
  ],
  smb: [
    [1, 40],
    [3, 30],
    [12, 30],
  ],
  mid_market: [
    [3, 40],
    [12, 60],
  ],
  enterprise: [
    [3, 20],
    [12, 80],
  ],
} as const satisfies Record<Segment, readonly (readonly [1 | 3 | 12, number])[]>;

const touchModelOf = { startup: "digital", smb: "low", mid_market: "mid", enterprise: "high" } as const;

/** Draws the identity of account `index`; only tenure depends on the dates of the history. */
export function accountIdentity(options: ResolvedOptions, index: number): AccountIdentity {
  const random = new RandomStream({ seed: options.seed, account: index, name: "identity" });
  const { shares, size } = parameters;
  const segment = random.weighted<Segment>([
    ["startup", size.startup.share],
    ["smb", size.smb.share],
    ["mid_market", size.mid_market.share],
    ["enterprise", size.enterprise.share],
  ]);
  const euro = random.chance(shares.euro);
  const country = euro ? random.pick(euroCountries) : random.weighted<string>(dollarCountries);
  const [fewestSeats, mostSeats] = size[segment].seats;
  const billingMonths = random.weighted<1 | 3 | 12>(billingMonthsOf[segment]);
  return {
    externalId: externalIdOf(index),
    company: companyName(options.seed, index),
    country,
    currency: euro ? "EUR" : "USD",
    segment,
    planTier: random.weighted<PlanTier>(planTiersOf[segment]),
    touchModel: touchModelOf[segment],
    csm: segment === "startup" ? null : random.pick(csmTeams),
    since: options.lastDay - tenureDays(options, random),
    startSeats: random.integer(fewestSeats, mostSeats),
    noticeDays: random.pick([30, 60, 90]),
    autoRenew: random.chance(shares.autoRenew),
    billingMonths,
    paymentDays: billingMonths === 1 ? 15 : 30,
    missingSources: sources.filter((kind) => random.chance(parameters.missingSources[kind])),
  };
}

/** `demo-0001` for index 0: stable whatever the size of the portfolio. */
export function externalIdOf(index: number): string {
  return `demo-${String(index + 1).padStart(4, "0")}`;
}

function tenureDays({ firstDay, lastDay }: ResolvedOptions, random: RandomStream): number {
  const { shares, tenure } = parameters;
  const [newest, newUntil] = tenure.brandNewDays;
  const history = lastDay - firstDay;
  if (random.chance(shares.brandNew)) return random.integer(newest, newUntil);
  if (random.chance(shares.joinedInHistory)) return random.integer(Math.min(newUntil + 1, history), history);
  return random.integer(history + 1, Math.max(tenure.oldestDays, history + 365));
}
