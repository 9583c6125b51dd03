import { failedAttempt } from "./failed-attempt.ts";
import { failureOfCause } from "./failure-of-cause.ts";
import { failureOfStatus } from "./failure-of-status.ts";
import type { Transport } from "./transport.ts";
import type { VendorAnswer, VendorCall } from "./vendor-call.ts";

export interface AttemptOptions {
  readonly vendor: string;
  readonly transport: Transport;
  readonly authorization: string;
  readonly now: () => number;
}

/**
 * Sends a call once and reads its answer.
 *
 * @throws IntegrationError for everything but an answer that is what it should be, and what `signal` was aborted with.
 */
export async function attempt<Answer>(call: VendorCall<Answer>, options: AttemptOptions): Promise<Answer> {
  const answer = await options.transport.send(call, options.authorization).catch((cause: unknown) => {
    call.signal?.throwIfAborted();
    throw failedAttempt(failureOfCause(cause), { call, options, cause });
  });
  const failure = failureOfStatus(answer.status);
  const parsed = !failure || call.alsoAnswers?.includes(answer.status) ? parse(answer, call) : null;
  if (!parsed) throw failedAttempt(failure ?? "bad_answer", { call, options, answer });
  const said = call.failureIn?.(parsed.value);
  if (said) throw failedAttempt(said, { call, options, answer });
  return parsed.value;
}

/** Null for what is not JSON or not of the shape; an empty answer is nothing, which a shape may allow. */
function parse<Answer>(
  { headers, body }: VendorAnswer,
  { answer, answerIn = "body" }: VendorCall<Answer>,
): { readonly value: Answer } | null {
  try {
    const said = answerIn === "headers" ? headers : body === "" ? undefined : JSON.parse(body);
    const { success, data } = answer.safeParse(said);
    return success ? { value: data } : null;
  } catch {
    return null;
  }
}
