import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const customers = `id,name,plan,since
A-1,Acme Inc,Pro,2023-01-01
A-2,"Birch, Sons & Co",Basic,2023-02-01
A-3,Cedar Ltd,Gold,2023-03-01
`;

const subscriptions = `id,customer,product,start,seats,arr,currency
S-1,A-1,Core,2023-01-01,10,12000.00,USD
S-2,A-2,Core,2023-02-01,4,3600,EUR
S-3,A-9,Core,2023-02-01,4,3600,EUR
`;

/** Use of A-1 on every day of June; A-2 has no use at all. */
const usage = [
  "id,customer,feature,at",
  ...Array.from({ length: 30 }, (_, index) => `U-${index},A-1,reports,2024-06-${String(index + 1).padStart(2, "0")}`),
  "U-30,A-1,reports,2024-06-31",
  "",
].join("\n");

export const ownMapping = {
  source: "own",
  files: [
    {
      file: "customers.csv",
      kind: "customers",
      fields: {
        externalId: "id",
        clientName: "name",
        customerSince: "since",
        planTier: { column: "plan", values: { Pro: "professional", Basic: "starter" } },
      },
    },
    {
      file: "subscriptions.csv",
      kind: "subscriptions",
      fields: {
        externalId: "id",
        customer: "customer",
        product: "product",
        startDate: "start",
        seats: "seats",
        arr: "arr",
        currency: "currency",
      },
    },
    {
      file: "usage.csv",
      kind: "usage",
      fields: { externalId: "id", customer: "customer", feature: "feature", occurredAt: "at" },
    },
  ],
};

export interface OwnFiles {
  readonly folder: string;
  readonly mapping: string;
}

/** Writes three small files with three bad rows, and their mapping, which may be changed first. */
export async function writeOwnFiles(folder: string, mapping: object = ownMapping): Promise<OwnFiles> {
  const files = { "customers.csv": customers, "subscriptions.csv": subscriptions, "usage.csv": usage };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const path = join(folder, "mapping.json");
  await writeFile(path, JSON.stringify(mapping));
  return { folder, mapping: path };
}
