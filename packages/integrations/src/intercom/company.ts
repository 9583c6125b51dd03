import { z } from "zod";
import type { VendorCall } from "../http/vendor-call.ts";
import { idOnWire } from "./contact.ts";
import { contactPath } from "./contact-calls.ts";

/** A company as Intercom knows it. */
export interface RemoteCompany {
  /** The vendor's id. */
  readonly id: string;
  /** The id that the product using Intercom gave it, once and for ever. */
  readonly companyId: string | null;
}

export interface CompanyPage {
  readonly companies: readonly RemoteCompany[];
  /** The number of the next page; null after the last. */
  readonly nextPage: number | null;
}

const companyOnWire = z
  .object({ id: idOnWire, company_id: z.string().nullish() })
  .transform((wire): RemoteCompany => ({ id: wire.id, companyId: wire.company_id || null }));

const mostOfAPage = 50;

const pages = z.object({ total_pages: z.number().int().nullish() }).nullish();

/** The schema of the description names the list `companies`, its example `data`. */
const companiesOnWire = z
  .union([
    z.object({ data: z.array(companyOnWire), pages }),
    z.object({ companies: z.array(companyOnWire), pages }).transform(({ companies: data, pages }) => ({ data, pages })),
  ])
  .transform(({ data, pages }) => ({ companies: data, pageCount: pages?.total_pages ?? 1 }));

export function readCompany(companyId: string): VendorCall<RemoteCompany> {
  return {
    operation: "getCompany",
    method: "GET",
    path: `/companies/${encodeURIComponent(companyId)}`,
    repeat: "always",
    answer: companyOnWire,
  };
}

export function readCompaniesOf(contactId: string, page: number): VendorCall<CompanyPage> {
  return {
    operation: "getCompaniesOf",
    method: "GET",
    path: contactPath(contactId, "/companies"),
    query: { page, per_page: mostOfAPage },
    repeat: "always",
    answer: companiesOnWire.transform(({ companies, pageCount }) => ({
      companies,
      nextPage: page < pageCount ? page + 1 : null,
    })),
  };
}
