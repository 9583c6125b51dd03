import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { boostedModelSchema } from "../boosting/boosted-model.ts";
import { logisticModelSchema } from "../logistic/logistic-model.ts";
import { MODEL_FORMAT_VERSION } from "./model-header.ts";

const modelSchema = z.discriminatedUnion("kind", [logisticModelSchema, boostedModelSchema]);

/** A fitted model, as plain data: `JSON.stringify` writes it, `parseModel` reads it, and predictions are the same bits. */
export type Model = z.infer<typeof modelSchema>;

/**
 * Untrusted data, as from a file, -> a model.
 *
 * @throws InvalidInputError when it is no model, or one of a format version that this code does not know.
 */
export function parseModel(data: unknown): Model {
  const version = z.object({ formatVersion: z.number() }).safeParse(data).data?.formatVersion;
  if (version !== undefined && version !== MODEL_FORMAT_VERSION) {
    throw new InvalidInputError(`The model has format version ${version}.`, {
      field: "formatVersion",
      hint: `This version reads format version ${MODEL_FORMAT_VERSION}: train the model again.`,
    });
  }
  const parsed = modelSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidInputError(`This is no model: ${issue?.message ?? "unreadable"}.`, { field: issue?.path.join(".") });
}
