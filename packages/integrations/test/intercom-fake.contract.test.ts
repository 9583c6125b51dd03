import { type FakeContact, useFakeIntercom } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { createIntercom, type Intercom } from "../src/intercom/index.ts";
import { intercomDescription } from "./intercom-description.ts";
import { describeContract } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

const at = 1_767_323_045;
const contact = (id: string, companies: readonly string[] = []): FakeContact => ({
  ...{ id, role: "user", name: "Ada", email: "ada@example.com", updated_at: at, companies },
});
const { file, correction } = intercomDescription;

describeContract("the Intercom of tests answers as Intercom's description says", () => {
  const fake = useFakeIntercom();
  const proxy = usePrismProxy(file, () => fake.url, correction);
  let intercom: Intercom;
  const companies = Array.from({ length: 60 }, (_, index) => `c${index}`);
  beforeAll(() => {
    for (const id of companies) fake.companies.set(id, `co-${id}`);
    for (let id = 100; id < 300; id += 1) fake.contacts.set(`${id}`, contact(`${id}`));
    fake.contacts.set("300", contact("300", companies));
    fake.contacts.set("301", { ...contact("301", ["c1"]), role: "lead", name: null, updated_at: at - 5 * 86_400 });
    const settings = { accessToken: "t0ken-of-ada", adminId: 394051 };
    intercom = createIntercom({ ...settings, baseUrl: proxy.url, firstRetryMs: 1 });
  });

  const since = new Date(at * 1000).toISOString();
  const calls: readonly [string, (to: Intercom) => Promise<unknown>, unknown][] = [
    ["searchContacts", (to) => to.searchContacts(since), { total: 201, contacts: { length: 150 } }],
    [
      "searchContacts, of all",
      (to) => to.searchContacts(null),
      {
        total: 202,
        contacts: [{ id: "301", role: "lead", companyIds: ["c1"] }, ...Array(149).fill({ companyIds: [] })],
      },
    ],
    ["getCompany", (to) => to.getCompany("c7"), { id: "c7", companyId: "co-c7" }],
    ["getCompaniesOf", (to) => to.getCompaniesOf("300"), { companies: { length: 50 }, nextPage: 2 }],
    [
      "getCompaniesOf, the last page",
      (to) => to.getCompaniesOf("300", 2),
      { companies: { length: 10 }, nextPage: null },
    ],
  ];

  it.each(calls)("%s", async (_, send, value) => {
    expect(await send(intercom)).toMatchObject({ outcome: "done", value });
    expect(proxy.violations).toEqual([]);
  });

  it("pages to the end", async () => {
    const first = await intercom.searchContacts(since);
    const cursor = first.outcome === "done" ? first.value.cursor : null;
    const rest = await intercom.searchContacts(since, cursor ?? "");
    expect(rest).toMatchObject({ value: { contacts: { length: 51 }, cursor: null } });
    expect(rest.outcome === "done" && rest.value.contacts.at(-1)).toMatchObject({ id: "300", companyIds: null });
    await expect(intercom.getCompany("nobody")).rejects.toMatchObject({ failure: "not_found" });
    expect(proxy.violations).toEqual([]);
  });
});
