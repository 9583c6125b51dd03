import { ConfigurationError } from "@cs/models";
import { sql } from "kysely";
import type { Database } from "./database.ts";

interface Login {
  name: string;
  superuser: boolean;
  bypassesRls: boolean;
  ownsTables: boolean;
}

/**
 * Refuses a login that row-level security does not hold for: a superuser, a role with BYPASSRLS, or an owner of the
 * tables (also by membership).
 */
export async function checkLogin(db: Database): Promise<void> {
  const { rows } = await sql<Login>`
    SELECT current_user AS name,
           bool_or(r.rolsuper) AS superuser,
           bool_or(r.rolbypassrls) AS "bypassesRls",
           EXISTS (
             SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'cs' AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER')
           ) AS "ownsTables"
    FROM pg_roles r
    WHERE pg_has_role(current_user, r.oid, 'MEMBER')
  `.execute(db);
  const login = rows[0];
  if (!login) return;
  const fault =
    (login.superuser && "is a superuser") ||
    (login.bypassesRls && "bypasses row-level security") ||
    (login.ownsTables && "owns the tables");
  if (fault) {
    throw new ConfigurationError(`The database role "${login.name}" ${fault}, so it could read every tenant's data.`, {
      hint: "Put an ordinary role into DATABASE_URL and the owner into DATABASE_ADMIN_URL, which only migrations use.",
    });
  }
}
