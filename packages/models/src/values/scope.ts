import { z } from "zod";

/** What a caller may be allowed to do. None of them contains another. */
export const scopes = ["cs:read", "cs:write", "cs:admin", "cs:gdpr", "cs:vault"] as const;

export const scopeSchema = z.enum(scopes);

export type Scope = z.infer<typeof scopeSchema>;
