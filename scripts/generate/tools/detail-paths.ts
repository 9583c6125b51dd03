import { isDetail } from "@cs/services";
import { z } from "zod";

/** The fields of an output that only a detailed answer shows, written as `schemaRows` writes them. */
export function detailPaths(schema: z.ZodType, before = ""): string[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return detailPaths(schema.unwrap() as z.ZodType, before);
  }
  if (schema instanceof z.ZodArray) return detailPaths(schema.element as z.ZodType, `${before}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).flatMap(([name, field]) => {
    const path = before === "" ? name : `${before}.${name}`;
    return isDetail(field) ? [path] : detailPaths(field, path);
  });
}
