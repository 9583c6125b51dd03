import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { type OwnFiles, ownMapping, writeOwnFiles } from "./own-files.ts";

const store = useTestStore();
const bench = useWorkbench();

const [customers, ...others] = ownMapping.files;

function withFields(fields: object): object {
  return { ...ownMapping, files: [{ ...customers, fields }, ...others] };
}

interface Failure {
  readonly what: string;
  readonly mapping?: object;
  readonly spoil?: (own: OwnFiles) => Promise<void>;
  readonly says: RegExp;
}

const failures: Failure[] = [
  {
    what: "a mapping with an unknown field",
    mapping: withFields({ ...customers?.fields, clientNmae: "name" }),
    says: /customers have no field "clientNmae"\. \(files\[0\]\.fields\.clientNmae\)\nDid you mean "clientName"\?/,
  },
  {
    what: "a mapping without a needed field",
    mapping: withFields({ externalId: "id" }),
    says: /customers need the field "clientName"\..*\nName the column/,
  },
  {
    what: "a mapping with an unknown key",
    mapping: { ...ownMapping, sorce: "own" },
    says: /There is no field "sorce"\. \(sorce\)\nDid you mean "source"\?/,
  },
  {
    what: "a mapping that is not JSON",
    spoil: ({ mapping }) => writeFile(mapping, "{"),
    says: /mapping\.json is not JSON: .*\nCorrect the file\./,
  },
  {
    what: "a missing mapping",
    spoil: ({ mapping }) => rm(mapping),
    says: /mapping\.json cannot be read\.\nCorrect the path/,
  },
  {
    what: "a missing file",
    spoil: ({ folder }) => rm(join(folder, "usage.csv")),
    says: /There is no file .*usage\.csv\.\nCorrect --import/,
  },
  {
    what: "a missing column",
    spoil: ({ folder }) => writeFile(join(folder, "usage.csv"), "id,customer,featur,at\nU-1,A-1,reports,2024-06-01\n"),
    says: /usage\.csv has no column "feature"\.\nThe mapping may mean "featur"\./,
  },
];

const environment = () => databaseVariables(store.urls);

describe("cs import", () => {
  it.each(failures)(
    "fails on $what: exit code 1, what is wrong and the fix on stderr, nothing on stdout",
    async ({ mapping, spoil, says }) => {
      const own = await writeOwnFiles(await bench.folder(), mapping);
      await spoil?.(own);
      const { code, stdout, stderr } = await bench.run(
        "cs",
        ["import", own.folder, "--mapping", own.mapping],
        environment(),
      );
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Unexpected/);
      expect(await store.run("list_clients")).toMatchObject({ total: 0 });
    },
  );
});

describe("cs start --import", () => {
  it("fails the same way, and does not go on to serve", async () => {
    const { folder, mapping } = await writeOwnFiles(await bench.folder(), withFields({ externalId: "id" }));
    const args = ["start", "--import", folder, "--mapping", mapping, "--port", "0"];
    const { code, stdout, stderr } = await bench.run("cs", args, environment());
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/customers need the field "clientName"/);
  });
});
