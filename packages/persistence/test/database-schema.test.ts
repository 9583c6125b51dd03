import { fileURLToPath } from "node:url";
import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { tableDescriptions } from "../src/schema/descriptions.ts";
import { readCatalogue } from "./schema-page/catalogue.ts";
import { schemaPage } from "./schema-page/schema-page.ts";

const store = useTestStore();
const page = fileURLToPath(new URL("../../../docs/database-schema.md", import.meta.url));

it("docs/database-schema.md shows the schema as it is; npm run generate writes it", async () => {
  await expect(schemaPage(await readCatalogue(store), tableDescriptions)).toMatchFileSnapshot(page);
});

it("every table has a sentence, and no sentence is without a table", async () => {
  const { tables } = await readCatalogue(store);
  expect(Object.keys(tableDescriptions).toSorted()).toEqual(tables.map(({ name }) => name));
});
