import { factKinds, sourceFactSchemas } from "@cs/models";
import { build } from "@cs/testing";
import { expect, test } from "vitest";
import { csvColumns, csvHeader, csvRow } from "./csv-row.ts";
import { csvFileName, portfolioMapping } from "./portfolio-mapping.ts";

test("a row has its cells under the header: ids first, nothing for null, lists with semicolons", () => {
  expect(csvHeader("customers")).toBe(
    "externalId,clientName,domains,industry,country,planTier,segment,touchModel,csm,lifecycleStage,customerSince\n",
  );
  const fact = build.customer({ clientName: "Birch Ltd", domains: ["birch.example", "b.example"], segment: "smb" });
  expect(csvRow({ kind: "customers", fact })).toBe("A-1,Birch Ltd,birch.example;b.example,,,,smb,,,,\n");
});

test("commas, quotes and line breaks are quoted as RFC 4180 says", () => {
  const said = (comment: string) => csvRow({ kind: "surveyResponses", fact: build.surveyResponse({ comment }) });
  expect(said("good, but slow")).toBe('R-1,A-1,csat,4,2024-06-03T10:00:00.000Z,"good, but slow"\n');
  expect(said('the "new" view')).toBe('R-1,A-1,csat,4,2024-06-03T10:00:00.000Z,"the ""new"" view"\n');
  expect(said("one\ntwo")).toBe('R-1,A-1,csat,4,2024-06-03T10:00:00.000Z,"one\ntwo"\n');
});

test.each([
  [1_234_567, "USD", "12345.67"],
  [100, "EUR", "1.00"],
  [5, "USD", "0.05"],
  [500, "JPY", "500"],
  [9_999_999_999_999, "USD", "99999999999.99"],
])("%i minor units of %s are %s", (amount, currency, text) => {
  const row = csvRow({ kind: "invoices", fact: build.invoice({ amount, currency }) });
  expect(row).toBe(`I-1,A-1,2024-05-01,2024-05-31,,${text},${currency},open\n`);
});

test("every kind has a file with all of its fields, each mapped to the column of its name", () => {
  const { files } = portfolioMapping();
  expect(files.map(({ kind }) => kind)).toEqual(factKinds);
  for (const { file, kind, fields } of files) {
    expect(file).toBe(csvFileName(kind));
    expect(Object.values(fields)).toEqual(csvColumns(kind));
    expect(Object.keys(fields).toSorted()).toEqual(Object.keys(sourceFactSchemas[kind].shape).toSorted());
  }
  expect(csvFileName("surveyResponses")).toBe("survey-responses.csv");
});
