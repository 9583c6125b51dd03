import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileString } from "assemblyscript/asc";

const source = join(import.meta.dirname, "..", "..", "packages", "health-engine", "kernel", "points-kernel.ts");

/** The kernel of batch scoring as WebAssembly in a TypeScript module. Throws when its source does not compile. */
export async function pointsKernel(): Promise<string> {
  const { error, stderr, binary } = await compileString(readFileSync(source, "utf8"), {
    enable: ["simd"],
    optimizeLevel: 3,
    runtime: "stub",
  });
  if (error || !binary) throw new Error(`${error?.message ?? "no module"}\n${stderr}`);
  return `/** \`kernel/points-kernel.ts\` as WebAssembly, in base64. Made by \`npm run generate\`. */
export const pointsKernelModule =
  "${Buffer.from(binary).toString("base64")}";
`;
}
