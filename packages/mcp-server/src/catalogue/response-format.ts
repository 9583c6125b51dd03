import { z } from "zod";

export const responseFormats = ["concise", "detailed"] as const;
export type ResponseFormat = (typeof responseFormats)[number];

/** What every tool takes whose concise answers leave something out. */
export const responseFormat = z.enum(responseFormats).default("concise").describe("How much to show.");
