import { type Kysely, sql } from "kysely";
import { createOrderedClaim, createUnorderedClaim } from "./0020-ordered-claim.ts";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

const ofTicket = sql`
  tenant_id text NOT NULL,
  source text NOT NULL,
  external_id text NOT NULL,
  FOREIGN KEY (tenant_id, source, external_id) REFERENCES cs.tickets (tenant_id, source, external_id)
`;

/** What happens to tickets, what is said on them, and where they are at a vendor. Their state stays in `tickets`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.ticket_comments (
      ${ofTicket},
      comment_id text NOT NULL,
      public boolean NOT NULL,
      written_by text NOT NULL ${oneOf("written_by", "agent requester")},
      author text,
      author_email text,
      body text NOT NULL,
      created_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, comment_id)
    )
  `.execute(db);
  await sql`
    CREATE INDEX ticket_comments_by_ticket
    ON cs.ticket_comments (tenant_id, source, external_id, created_at, comment_id)
  `.execute(db);
  await sql`
    CREATE TABLE cs.ticket_log (
      ${ofTicket},
      sequence integer NOT NULL CHECK (sequence > 0),
      type text NOT NULL ${oneOf("type", "created commented subject status priority merged")},
      occurred_at timestamptz NOT NULL,
      actor text NOT NULL,
      before text,
      after text,
      comment_id text,
      overruled boolean NOT NULL DEFAULT false,
      destination text,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, source, external_id, sequence),
      FOREIGN KEY (tenant_id, comment_id) REFERENCES cs.ticket_comments (tenant_id, comment_id)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.ticket_remotes (
      ${ofTicket},
      vendor text NOT NULL,
      remote_id text,
      remote_updated_at text,
      subject text,
      status text ${oneOf("status", "new open pending on_hold solved closed")},
      priority text ${oneOf("priority", "P0 P1 P2 P3 P4")},
      exchanged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, source, external_id, vendor),
      UNIQUE (tenant_id, vendor, remote_id)
    )
  `.execute(db);
  for (const table of ["ticket_comments", "ticket_log", "ticket_remotes"]) await secureTenantTable(db, table);
  await sql`CREATE INDEX tickets_by_creation ON cs.tickets (tenant_id, created_at, source, external_id)`.execute(db);
  await orderOutbox(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await createUnorderedClaim(db);
  await sql`DROP INDEX cs.outbox_lines`.execute(db);
  await sql`ALTER TABLE cs.outbox DROP CONSTRAINT outbox_line_and_place`.execute(db);
  await sql`ALTER TABLE cs.outbox DROP COLUMN line, DROP COLUMN place`.execute(db);
  await sql`DROP INDEX cs.tickets_by_creation`.execute(db);
  await sql`DROP TABLE cs.ticket_remotes, cs.ticket_log, cs.ticket_comments`.execute(db);
}

/** Effects that stand in a line are delivered one after the other, by their places. */
async function orderOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.outbox ADD COLUMN line text, ADD COLUMN place integer`.execute(db);
  await sql`
    ALTER TABLE cs.outbox ADD CONSTRAINT outbox_line_and_place CHECK ((line IS NULL) = (place IS NULL))
  `.execute(db);
  await sql`
    CREATE INDEX outbox_lines ON cs.outbox (tenant_id, destination, line, place)
    WHERE state = 'pending' AND line IS NOT NULL
  `.execute(db);
  await createOrderedClaim(db);
}
