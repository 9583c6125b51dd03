import { gather, type Persistence } from "@cs/persistence";
import type { CallContexts, Seen } from "./call-context.ts";
import type { Operation, OperationContext, Run } from "./operation.ts";
import type { Principal } from "./principal.ts";

/** An answer that is to be cached, as it is by a tenant's settings and on a day. */
export interface AnswerToLoad {
  readonly operation: Operation;
  readonly run: Run<"read">;
  readonly input: object;
  readonly caller: Principal;
  readonly seen: Seen;
}

type Answer = () => Record<string, unknown>;

/** How many answers are loaded in one transaction at most, and in how many at once: the next are made ready meanwhile. */
const most = 25;
const lanes = 2;

/**
 * Loads answers that are to be cached. Several may wait for one of them, so none ends with the call that asked for it.
 * Answers of one operation to one tenant that are asked for at the same time are loaded in one transaction, where the
 * operation knows how.
 */
export function createAnswerLoader(persistence: Persistence, contexts: CallContexts) {
  const loadTogether = gather<AnswerToLoad, Answer>({
    groupOf: ({ operation, seen }) => JSON.stringify([operation.name, seen]),
    async answerAll(asked) {
      const [first] = asked;
      if (!first) return [];
      const inputs = asked.map(({ input }) => input);
      const answers = await read(first, (context) => first.operation.together?.(inputs, context) ?? []);
      return answers.map((answer) => () => first.operation.output.parse(answer()));
    },
    most,
    lanes,
  });

  function read<T>(
    { caller: { tenantId, actor, scopes }, seen }: AnswerToLoad,
    work: (context: OperationContext<"read">) => T,
  ) {
    return persistence.read(tenantId, async (tx) =>
      work(await contexts.of("read", tx, { tenantId, actor, scopes }, seen)),
    );
  }

  return async (asked: AnswerToLoad): Promise<Record<string, unknown>> => {
    if (asked.operation.together) return (await loadTogether(asked))();
    return asked.operation.output.parse(await read(asked, (context) => asked.run.run(context)));
  };
}
