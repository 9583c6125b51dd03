import type { CompanyPage, Intercom, RemoteContact } from "@cs/integrations/intercom";
import { IntegrationError } from "@cs/models";
import { answerOf } from "./answer-of.ts";

/** So many calls are made at once. */
const callsAtOnce = 10;
/** So many companies are remembered for the next page, and the next sync. */
const mostRemembered = 20_000;

/**
 * Finds what the companies of contacts are known as to the product, by the ids of the contacts. A company is asked for once,
 * because its id is never changed; a contact that does not name all of its companies is asked for them.
 */
export function companyIdsOf(intercom: Intercom) {
  const known = new Map<string, string | null>();
  return async (contacts: readonly RemoteContact[]): Promise<Map<string, readonly string[]>> => {
    if (known.size > mostRemembered) known.clear();
    const named = new Set(contacts.flatMap(({ companyIds }) => companyIds ?? []));
    const unknown = [...named].filter((id) => !known.has(id));
    await atOnce(unknown, async (id) => void known.set(id, await companyIdOf(intercom, id)));
    const found = new Map<string, readonly string[]>();
    await atOnce(contacts, async ({ id, companyIds }) => {
      const ids = companyIds?.flatMap((companyId) => known.get(companyId) ?? []);
      found.set(id, ids ?? (await allCompanyIdsOf(intercom, id)));
    });
    return found;
  };
}

/** Null for a company that is gone, and for one that the product gave no id. */
function companyIdOf(intercom: Intercom, id: string): Promise<string | null> {
  return unlessGone(null, async () => answerOf(await intercom.getCompany(id)).companyId);
}

/** None of a contact that is gone meanwhile. */
function allCompanyIdsOf(intercom: Intercom, contactId: string): Promise<readonly string[]> {
  return unlessGone([], async () => {
    const ids: string[] = [];
    let page: number | null = 1;
    while (page !== null) {
      const { companies, nextPage }: CompanyPage = answerOf(await intercom.getCompaniesOf(contactId, page));
      ids.push(...companies.flatMap(({ companyId }) => companyId ?? []));
      page = nextPage;
    }
    return ids;
  });
}

async function unlessGone<Value>(gone: Value, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof IntegrationError && error.failure === "not_found") return gone;
    throw error;
  }
}

async function atOnce<Thing>(things: readonly Thing[], ask: (thing: Thing) => Promise<void>): Promise<void> {
  for (let from = 0; from < things.length; from += callsAtOnce) {
    await Promise.all(things.slice(from, from + callsAtOnce).map(ask));
  }
}
