import { known, type Reading, unknown } from "@cs/models";
import { kaplanMeier, timeByWhich, type Watched } from "../survival/kaplan-meier.ts";

/** How long it takes to adopt something, with those who have not yet kept in the count. */
export interface TimeToAdopt {
  /** Days by which half of the accounts had adopted it. */
  readonly medianDays: Reading;
  /** Days by which nine in ten had. */
  readonly p90Days: Reading;
  readonly adopted: number;
  /** Accounts that wait still. */
  readonly waiting: number;
}

/** Quantiles of the product-limit curve: leaving out who has not adopted yet would make everything look fast. */
export function timeToAdopt(waits: readonly Watched[]): TimeToAdopt {
  const steps = kaplanMeier(waits);
  const count = (happened: boolean) =>
    waits.filter((wait) => wait.happened === happened).reduce((sum, { subjects }) => sum + subjects, 0);
  const [adopted, waiting] = [count(true), count(false)];
  const read = (share: number, name: string): Reading => {
    if (adopted + waiting === 0) return unknown("no account became a customer while usage was covered");
    const days = timeByWhich(share, steps);
    return days === null ? unknown(`fewer than ${name} of the accounts adopted it so far`) : known(days);
  };
  return { medianDays: read(0.5, "half"), p90Days: read(0.9, "nine in ten"), adopted, waiting };
}
