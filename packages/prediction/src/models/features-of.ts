import type { Model } from "./parse-model.ts";

/** The features that a model needs in every row, by name. */
export function featuresOf(model: Model): readonly string[] {
  return model.kind === "logistic" ? model.terms.map(({ feature }) => feature) : model.features;
}
