import { companyAdjectives, companyNouns } from "./company-words.ts";

/** Name, industry and domain of a synthetic company. */
export interface CompanyName {
  readonly name: string;
  readonly industry: string;
  /** Below the reserved `.example`, so it can never belong to anyone. */
  readonly domain: string;
}

const COMBINATIONS = companyAdjectives.length * companyNouns.length;
/** Prime, and no divisor of the 1,230 combinations, so stepping by it visits all of them before any repeats. */
const STRIDE = 487;

/** The name of account `index`; unique for every index, with a number behind it once the combinations are used up. */
export function companyName(seed: number, index: number): CompanyName {
  const place = ((((seed % COMBINATIONS) * 31 + index * STRIDE) % COMBINATIONS) + COMBINATIONS) % COMBINATIONS;
  const adjective = companyAdjectives[place % companyAdjectives.length] ?? companyAdjectives[0];
  const [noun, industry] = companyNouns[Math.floor(place / companyAdjectives.length)] ?? companyNouns[0];
  const lap = Math.floor(index / COMBINATIONS);
  const words = lap === 0 ? [adjective, noun] : [adjective, noun, String(lap + 1)];
  return { name: words.join(" "), industry, domain: `${words.join("-").toLowerCase()}.example` };
}
