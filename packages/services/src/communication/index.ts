import { sendPersonalizedEmail } from "./send-personalized-email.ts";

/** Operations on messages to customers. */
export const communicationOperations = [sendPersonalizedEmail] as const;
