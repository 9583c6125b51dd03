const json = (schema: string, example: object) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${schema}` }, example },
});
const error = (code: string, message: string) =>
  json("error", { type: "error.list", request_id: "r1", errors: [{ code, message }] });
const integer = (example: number) => ({ schema: { type: "integer" }, example });

const pathId = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const company = { type: "company", company_id: "1", id: "6762f0a61bb69f9f2193bb55", name: "company12" };

/** A call that reads companies, with its errors as the description has them for other calls. */
const reading = (parameter: string, schema: string, example: object) => ({
  get: {
    parameters: [pathId(parameter)],
    responses: {
      200: { description: "successful", content: json(schema, example) },
      401: { description: "Unauthorized", content: error("unauthorized", "Access Token Invalid") },
      404: { description: "Not found", content: error("not_found", "Not Found") },
      429: {
        description: "rate limited",
        headers: { "X-RateLimit-Remaining": integer(0), "X-RateLimit-Reset": integer(1_700_000_010) },
        content: error("rate_limit_exceeded", "Exceeded rate limit"),
      },
    },
  },
});

/** Intercom's description of version 2.14, and what is put right in it for the tests. */
export const intercomDescription = {
  file: "intercom/intercom-2.14.patched.json",
  correction: {
    components: {
      schemas: {
        // The list of values has `in_app` alone. The examples of the description, what it says of answers, and Intercom's SDK
        // have `inapp`.
        create_message_request: { properties: { message_type: { enum: ["in_app", "inapp", "email"] } } },
        // Examples of errors have `r1`, which is no UUID.
        error: { properties: { request_id: { format: undefined } } },
        // The schema names the list `companies`; the example of the call, and Intercom, `data`.
        contact_attached_companies: {
          properties: { data: { type: "array", items: { $ref: "#/components/schemas/company" } } },
        },
      },
    },
    paths: {
      // The file has the schemas of companies without the calls for them, which Intercom's whole description has.
      "/companies/{company_id}": reading("company_id", "company", company),
      "/contacts/{contact_id}/companies": reading("contact_id", "contact_attached_companies", {
        type: "list",
        data: [company],
        total_count: 1,
        pages: { type: "pages", next: null, page: 1, per_page: 50, total_pages: 1 },
      }),
    },
  },
} as const;
