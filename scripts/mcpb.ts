// Builds the MCP bundle for this platform from the built packages, and then takes it as a client would: unpacks it, starts
// the server as the manifest says and asks for its tools. Prints where the bundle is.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packExtension, unpackExtension } from "@anthropic-ai/mcpb";
import { operations } from "@cs/services";
import { listedTools } from "./mcpb/listed-tools.ts";
import { stageBundle } from "./mcpb/stage-bundle.ts";

const folder = resolve(".cache", "mcpb");
const bundle = join(folder, `customer-success-${process.platform}-${process.arch}.mcpb`);
const work = mkdtempSync(join(tmpdir(), "cs-mcpb-"));
const [staged, unpacked] = [join(work, "staged"), join(work, "unpacked")];

try {
  stageBundle(staged, work);
  mkdirSync(folder, { recursive: true });
  if (!(await packExtension({ extensionPath: staged, outputPath: bundle, silent: true }))) {
    throw new Error("the bundle was not packed: its manifest is not valid");
  }
  await unpackExtension({ mcpbPath: bundle, outputDir: unpacked, silent: true });
  const listed = await listedTools(unpacked, join(work, "data"));
  const expected = operations.map(({ name }) => name);
  if (listed.join() !== expected.join()) throw new Error(`the bundle lists ${listed.join(", ")}`);
  console.log(`${bundle}: ${(statSync(bundle).size / 1e6).toFixed(1)} MB, ${listed.length} tools`);
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
