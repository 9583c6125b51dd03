import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/**
 * A vendor's description with something put right, as a file that is gone after the tests: the vendor's own stays as it is.
 * The correction has the shape of the description and holds what is other there; lists are replaced as a whole.
 */
export async function correctedDescription(description: string, correction: object) {
  const folder = await mkdtemp(join(tmpdir(), "description-"));
  const file = join(folder, basename(description));
  await writeFile(file, JSON.stringify(merged(JSON.parse(await readFile(description, "utf8")), correction)));
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

function merged(stated: unknown, correction: unknown): unknown {
  if (!isObject(stated) || !isObject(correction)) return correction;
  const corrected = Object.entries(correction).map(([name, value]) => [name, merged(stated[name], value)]);
  return { ...stated, ...Object.fromEntries(corrected) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
