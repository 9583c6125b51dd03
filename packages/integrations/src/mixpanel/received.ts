import { z } from "zod";

/**
 * How `/track` and `/engage` answer: always with 200, and with a status of 0 in the body when they took nothing. With 1 they
 * took at least one; they do not say which.
 */
export const received = {
  answer: z.object({ status: z.literal([0, 1]) }),
  failureIn: ({ status }: { readonly status: 0 | 1 }) => (status === 0 ? "refused" : null),
} as const;
