import { defineAction, defineActions } from "../operation/define-actions.ts";
import { defineSegment, evaluateSegment, previewSegment } from "./segments/evaluate-segment.ts";
import { listMembers, listSegments } from "./segments/list-segments.ts";
import { actionInputs } from "./segments/segment-input.ts";
import { segmentsOutput } from "./segments/segment-output.ts";
import { answerEvaluated, showSegment } from "./segments/show-segment.ts";

/** Groups of customers by rule, RFM or k-means, in versions, with who entered and left. */
export const segmentCustomers = defineActions({
  name: "segment_customers",
  title: "Segment customers",
  description:
    "Segments of customers by rule, RFM or k-means: members, ARR, who entered and left, overlap. Unknown facts leave " +
    "an account undecided.",
  category: "health",
  action:
    "show: last evaluation; preview stores nothing; define stores a version and members; evaluate: today's members.",
  output: segmentsOutput,
  cut: { list: "members" },
  actions: {
    list: defineAction({ effect: "read", input: actionInputs.list, run: listSegments }),
    show: defineAction({
      effect: "read",
      input: actionInputs.show,
      run: ({ segmentId }, { tx }) => showSegment(tx, segmentId),
    }),
    members: defineAction({ effect: "read", input: actionInputs.members, run: listMembers }),
    preview: defineAction({
      effect: "read",
      input: actionInputs.preview,
      run: async (input, context) => answerEvaluated(context.tx, await previewSegment(input, context)),
    }),
    define: defineAction({
      effect: "write",
      input: actionInputs.define,
      run: async (input, context) => answerEvaluated(context.tx, await defineSegment(input, context)),
    }),
    evaluate: defineAction({
      effect: "write",
      input: actionInputs.evaluate,
      run: async ({ segmentId }, context) => answerEvaluated(context.tx, await evaluateSegment(segmentId, context)),
    }),
  },
});
