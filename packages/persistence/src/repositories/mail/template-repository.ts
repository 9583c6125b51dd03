import { ConflictError, type Instant, NotFoundError } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** A template as it is written: plain text with merge fields. */
export interface MessageTemplate {
  readonly name: string;
  readonly subject: string;
  readonly body: string;
}

/** A version of a template. */
export interface StoredTemplate extends MessageTemplate {
  /** From 1 on. */
  readonly version: number;
  readonly author: string;
  readonly savedAt: Instant;
}

export interface TemplateReader {
  /** The newest version of the template with a name. Throws `NotFoundError`. */
  get(name: string): Promise<StoredTemplate>;
  /** The newest version of each template by name, those after a name, and how many templates there are. */
  list(
    after: string | null,
    limit: number,
  ): Promise<{ readonly rows: readonly StoredTemplate[]; readonly total: number }>;
}

export interface TemplateRepository extends TemplateReader {
  /**
   * Adds the next version of a template. `expectedVersion` is the newest version as the caller read it, 0 when there is none.
   *
   * @throws ConflictError when somebody else has added one.
   */
  save(template: MessageTemplate, expectedVersion: number, author: string): Promise<StoredTemplate>;
}

const columns = sql`name, version, subject, body, author, saved_at AS "savedAt"`;

export function createTemplateReader(trx: Transaction<Tables>): TemplateReader {
  return {
    async get(name) {
      const { rows } = await sql<StoredTemplate>`
        SELECT ${columns} FROM cs.message_templates WHERE name = ${name} ORDER BY version DESC LIMIT 1
      `.execute(trx);
      const [found] = rows;
      if (found) return found;
      throw new NotFoundError(`There is no template ${JSON.stringify(name)}.`, {
        field: "template",
        hint: "Find the name with action templates.",
      });
    },
    async list(after, limit) {
      const { rows } = await sql<StoredTemplate>`
        SELECT DISTINCT ON (name) ${columns} FROM cs.message_templates
        ${after === null ? sql`` : sql`WHERE name > ${after}`}
        ORDER BY name, version DESC
        LIMIT ${limit}
      `.execute(trx);
      const counted = await sql<{ total: number }>`
        SELECT count(*)::int AS total FROM cs.message_templates WHERE version = 1
      `.execute(trx);
      return { rows, total: counted.rows[0]?.total ?? 0 };
    },
  };
}

export function createTemplateRepository(trx: Transaction<Tables>, tenantId: string): TemplateRepository {
  return {
    ...createTemplateReader(trx),
    async save({ name, subject, body }, expectedVersion, author) {
      // Two who save a template take turns, so that each sees the version of the other.
      const turn = `template ${tenantId} ${name}`;
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`.execute(trx);
      const { rows: newest } = await sql<{ version: number | null }>`
        SELECT max(version) AS version FROM cs.message_templates WHERE name = ${name}
      `.execute(trx);
      const version = newest[0]?.version ?? 0;
      if (version !== expectedVersion) {
        throw new ConflictError(`The template has version ${version}, not ${expectedVersion}.`, {
          field: "expectedVersion",
          hint: "Read it again, then save on top of what it says now.",
        });
      }
      const { rows } = await sql<StoredTemplate>`
        INSERT INTO cs.message_templates (tenant_id, name, version, subject, body, author)
        VALUES (${tenantId}, ${name}, ${version + 1}, ${subject}, ${body}, ${author})
        RETURNING ${columns}
      `.execute(trx);
      const [stored] = rows;
      if (!stored) throw new Error("a template was not stored");
      return stored;
    },
  };
}
