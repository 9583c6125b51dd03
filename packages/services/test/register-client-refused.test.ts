import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";

const store = useTestStore();

const register = (input: object) => store.run("register_client", input);
const countOf = async (table: string) => (await store.query(`SELECT 1 FROM cs.${table}`)).length;

describe("registering a client with an input that cannot be accepted", () => {
  const line = { product: "Core", startDate: "2024-01-01", arr: 1, currency: "USD" };
  it.each<[string, object, string, string]>([
    ["no name", {}, "clientName", "clientName: is required."],
    ["an empty name", { clientName: "  " }, "clientName", "clientName: must not be empty."],
    [
      "a name that is too long",
      { clientName: "x".repeat(201) },
      "clientName",
      "clientName: must have at most 200 characters.",
    ],
    ["NUL", { clientName: "a\0b" }, "clientName", "clientName: must not contain NUL or broken characters."],
    [
      "a lone surrogate",
      { clientName: "a\ud800" },
      "clientName",
      "clientName: must not contain NUL or broken characters.",
    ],
    [
      "a URL as domain",
      { clientName: "A", domains: ["https://a.example"] },
      "domains[0]",
      "domains[0]: must be a domain such as acme.example.",
    ],
    [
      "a day that does not exist",
      { clientName: "A", customerSince: "2024-02-30" },
      "customerSince",
      "customerSince: must be a day that exists.",
    ],
    [
      "a bad mail address",
      { clientName: "A", contacts: [{ fullName: "B", email: "b" }] },
      "contacts[0].email",
      "contacts[0].email: must be an e-mail address.",
    ],
    [
      "a bad currency",
      { clientName: "A", subscriptions: [{ ...line, currency: "usd" }] },
      "subscriptions[0].currency",
      "subscriptions[0].currency: must be an ISO 4217 currency code such as USD or EUR.",
    ],
    [
      "a contract without start",
      { clientName: "A", contract: {} },
      "contract.startDate",
      "contract.startDate: is required.",
    ],
    [
      "a mistyped field",
      { clientName: "A", subscriptions: [{ ...line, seat: 1 }] },
      "subscriptions[0].seat",
      'There is no field "seat".',
    ],
    [
      "a reserved source",
      { clientName: "A", externalRefs: [{ source: "manual", externalId: "1" }] },
      "externalRefs[0].source",
      'The source "manual" is reserved for what is entered here.',
    ],
    [
      "a source with capitals",
      { clientName: "A", externalRefs: [{ source: "SF", externalId: "1" }] },
      "externalRefs[0].source",
      "externalRefs[0].source: must be a short lower-case name such as salesforce or billing-export.",
    ],
  ])("is refused: %s", async (_, input, field, message) => {
    const before = await countOf("accounts");
    await expect(register(input)).rejects.toMatchObject({ code: "invalid_input", field, message });
    expect(await countOf("accounts")).toBe(before);
  });

  it.each<[string, object, string]>([
    ["an unknown plan", { clientName: "A", planTier: "gold" }, "planTier"],
    ["a negative ARR", { clientName: "A", subscriptions: [{ ...line, arr: -1 }] }, "subscriptions[0].arr"],
    ["half a cent", { clientName: "A", subscriptions: [{ ...line, arr: 0.5 }] }, "subscriptions[0].arr"],
    ["too many lines", { clientName: "A", subscriptions: Array(101).fill(line) }, "subscriptions"],
    ["too many domains", { clientName: "A", domains: Array(21).fill("a.example") }, "domains"],
  ])("is refused: %s", async (_, input, field) => {
    await expect(register(input)).rejects.toMatchObject({ code: "invalid_input", field });
  });

  it("is not refused for looking like SQL", async () => {
    const clientName = "O'Brien -- please DROP the SELECT plan; <script>";
    expect(await register({ clientName })).toMatchObject({ client: { clientName } });
  });
});
