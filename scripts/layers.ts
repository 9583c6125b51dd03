import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";

const configuration = createRequire(import.meta.url)(join(import.meta.dirname, "..", ".dependency-cruiser.cjs"));

/** The rules of `.dependency-cruiser.cjs`. */
export const layerRules: readonly { readonly name: string }[] = configuration.forbidden;

/** What breaks the rules in a folder laid out as this repository. */
export async function cruiseLayers(
  folder: string,
): Promise<Pick<ICruiseResult["summary"], "violations" | "totalCruised">> {
  const { forbidden, options } = configuration;
  const { output } = await cruise(
    ["packages"],
    { ...options, baseDir: folder, ruleSet: { forbidden }, validate: true },
    options.enhancedResolveOptions,
  );
  if (typeof output === "string") throw new Error(output);
  return output.summary;
}
