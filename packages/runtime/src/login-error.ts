import { ConfigurationError } from "@cs/models";

const meanings: Readonly<Record<string, string>> = {
  "28P01": "refused the name or password",
  "28000": "does not let this role log in",
  "3D000": "has no database of this name",
  "42501": "gives this role no access to the schema",
};

/** Whether PostgreSQL refused a role that it knows access to something. */
export function isAccessDenied(error: unknown): boolean {
  return codeOf(error) === "42501";
}

/** A refused login as the setting to change; anything else as it is. PostgreSQL never repeats the password. */
export function explainLogin(error: unknown): unknown {
  const meaning = meanings[codeOf(error)];
  if (meaning === undefined) return error;
  return new ConfigurationError(`The PostgreSQL server of DATABASE_URL ${meaning}.`, {
    field: "DATABASE_URL",
    hint: "Check user, password and database name in DATABASE_URL; DATABASE_ADMIN_URL grants access to its role.",
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
