import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadMapping, parseMapping } from "../src/index.ts";

const fields = { externalId: "id", clientName: "name" };
const mapping = (rule: object = {}, part: object = {}) => ({
  source: "crm",
  files: [{ file: "customers.csv", kind: "customers", fields, ...rule }],
  ...part,
});
const faultOf = (value: unknown) => {
  try {
    parseMapping(value);
  } catch (error) {
    return error;
  }
  return null;
};

describe("a mapping", () => {
  it("is accepted when every file, kind and field is known", () => {
    expect(parseMapping(mapping())).toEqual(mapping());
  });

  it.each([
    ["an unknown key", mapping({}, { sorce: "x" }), "sorce", 'Did you mean "source"?'],
    ["an unknown key of a file", mapping({ feilds: {} }), "files[0].feilds", 'Did you mean "fields"?'],
    [
      "an unknown field",
      mapping({ fields: { ...fields, clientNam: "x" } }),
      "files[0].fields.clientNam",
      'Did you mean "clientName"?',
    ],
    [
      "the name of something every object has",
      mapping({ fields: { ...fields, constructor: "x" } }),
      "files[0].fields.constructor",
      expect.any(String),
    ],
    [
      "a needed field that is missing",
      mapping({ fields: { externalId: "id" } }),
      "files[0].fields.clientName",
      'Name the column that holds it, or give {"constant": …}.',
    ],
    ["a source with capitals", mapping({}, { source: "CRM" }), "source", undefined],
    ["a path instead of a file name", mapping({ file: "../customers.csv" }), "files[0].file", undefined],
    ["an unknown kind", mapping({ kind: "clients" }), "files[0].kind", undefined],
    ["no file", mapping({}, { files: [] }), "files", undefined],
  ])("is refused for %s, with its path", (_, value, field, hint) => {
    expect(faultOf(value)).toMatchObject({ code: "invalid_input", field, hint });
  });

  it("is refused as a whole when it is not an object", () => {
    for (const value of [null, [], "x", 1]) expect(faultOf(value)).toMatchObject({ code: "invalid_input" });
  });
});

describe("a mapping file", () => {
  async function folderWith(files: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "cs-mapping-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  }

  it("is read with the scorecard beside it", async () => {
    const example = new URL("../../../examples/import-ravenstack/mapping.json", import.meta.url).pathname;
    const loaded = await loadMapping(example);
    expect(loaded.mapping.files.map(({ kind }) => kind)).toEqual([
      "customers",
      "subscriptions",
      "usage",
      "tickets",
      "surveyResponses",
      "churnEvents",
    ]);
    expect(loaded.scorecard).toMatchObject({ id: "ravenstack", version: 1 });
  });

  it("needs no scorecard", async () => {
    const folder = await folderWith({ "mapping.json": JSON.stringify(mapping()) });
    expect(await loadMapping(join(folder, "mapping.json"))).toEqual({ mapping: mapping(), scorecard: null });
  });

  it("names the file that is missing or is not JSON", async () => {
    const folder = await folderWith({
      "bad.json": "{",
      "lost.json": JSON.stringify(mapping({}, { scorecard: "none.json" })),
    });
    const failure = (name: string) => loadMapping(join(folder, name));
    await expect(failure("none.json")).rejects.toMatchObject({
      code: "configuration",
      message: `The mapping file ${join(folder, "none.json")} cannot be read.`,
    });
    await expect(failure("bad.json")).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringContaining(`The mapping file ${join(folder, "bad.json")} is not JSON`),
    });
    await expect(failure("lost.json")).rejects.toMatchObject({
      code: "configuration",
      message: `The scorecard file ${join(folder, "none.json")} cannot be read.`,
    });
  });
});
