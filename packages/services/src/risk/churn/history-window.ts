import { addDays, type CalendarDate, type CoverageByKind, InvalidInputError, NotFoundError } from "@cs/models";

/** Days on which accounts are looked at, and the last day whose decisions are known. */
export interface HistoryWindow {
  readonly days: readonly CalendarDate[];
  readonly watchedUntil: CalendarDate;
}

/** What bounds a history; each bound is a day that is still in it. */
export interface WindowRequest {
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
}

const defaultMonths = 24;

/**
 * The first of each month in a window. Decisions are known as far as losses were delivered, or terms where no source
 * delivers losses. Without `from` it is the last 24 months of that time.
 *
 * @throws NotFoundError where no source says who left.
 * @throws InvalidInputError when no first of a month is in the window.
 */
export function historyWindow(coverage: CoverageByKind, { from, to }: WindowRequest): HistoryWindow {
  const { churnEvents, contracts, subscriptions } = coverage;
  const known = [churnEvents, contracts, subscriptions].filter((each) => each !== undefined);
  if (known.length === 0) {
    throw new NotFoundError(
      "Nothing says which accounts left: no source delivers losses, contracts or subscriptions.",
      {
        hint: "Import churn events or terms first.",
      },
    );
  }
  const told = churnEvents ? [churnEvents] : known;
  const lastKnown = told.map((each) => each.to).reduce(later);
  const watchedUntil = to === undefined || to > lastKnown ? lastKnown : to;
  const firstKnown = known.map((each) => each.from).reduce(earlier);
  const days = monthStarts(from ?? later(firstKnown, monthsBefore(watchedUntil, defaultMonths)), watchedUntil);
  if (days.length > 0) return { days, watchedUntil };
  throw new InvalidInputError(`There is no first of a month from ${from ?? firstKnown} to ${watchedUntil}.`, {
    field: "from",
    hint: "Take an earlier day, or deliver a longer history.",
  });
}

function monthStarts(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const first = from.endsWith("-01") ? from : nextMonth(from);
  const days: CalendarDate[] = [];
  for (let day = first; day <= to; day = nextMonth(day)) days.push(day);
  return days;
}

function nextMonth(day: CalendarDate): CalendarDate {
  return `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}

function monthsBefore(day: CalendarDate, months: number): CalendarDate {
  let start: CalendarDate = `${day.slice(0, 7)}-01`;
  for (let month = 0; month < months; month++) start = `${addDays(start, -1).slice(0, 7)}-01`;
  return start;
}

function later(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left > right ? left : right;
}

function earlier(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left < right ? left : right;
}
