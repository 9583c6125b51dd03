import { addDays, type CalendarDate, type ChampionUse } from "@cs/models";

/** Days without use after which a champion counts as silent. */
const SILENT_DAYS = 30;

/** Champions whom usage has not named in the 30 days up to `to`; null when it cannot name them. */
export function silentChampions(
  { champions, usersAreContacts }: { readonly champions: readonly ChampionUse[]; readonly usersAreContacts: boolean },
  { to, gap }: { readonly to: CalendarDate; readonly gap: string | null },
) {
  const reason = gap ?? (usersAreContacts ? null : "no user that usage names is a contact, by email or by id");
  const before = addDays(to, 1 - SILENT_DAYS);
  const silent = champions.filter(({ lastUsedOn }) => lastUsedOn === null || lastUsedOn < before);
  return { people: reason === null ? silent : null, champions: champions.length, reason };
}
