import { z } from "zod";

/** What every tool takes whose concise answers leave something out. */
export const responseFormat = z.enum(["concise", "detailed"]).optional().describe("Default concise.");
