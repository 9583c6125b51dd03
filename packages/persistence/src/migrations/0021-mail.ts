import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

const categories = "transactional lifecycle marketing";

/** E-mail to contacts: templates, messages and what became of them, and what each address may be sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.message_templates (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      name text NOT NULL,
      version integer NOT NULL CHECK (version > 0),
      subject text NOT NULL,
      body text NOT NULL,
      author text NOT NULL,
      saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, name, version)
    )
  `.execute(db);
  await createMessages(db);
  await createPermissions(db);
  for (const table of ["message_templates", "messages", "delivery_events", "suppressions", "consents"]) {
    await secureTenantTable(db, table);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.consents, cs.suppressions, cs.delivery_events, cs.messages, cs.message_templates`.execute(db);
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.messages (
      tenant_id text NOT NULL,
      message_id text NOT NULL,
      batch_id text NOT NULL,
      client_id text NOT NULL,
      contact_source text NOT NULL,
      contact_id text NOT NULL,
      address text NOT NULL,
      category text NOT NULL ${oneOf("category", categories)},
      template_name text,
      template_version integer,
      subject text,
      body text,
      state text NOT NULL ${oneOf("state", "accepted scheduled suppressed failed unknown sent delivered bounced complained")},
      reason text,
      provider text,
      provider_message_id text,
      send_at timestamptz NOT NULL,
      author text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      sent_at timestamptz,
      PRIMARY KEY (tenant_id, message_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, template_name, template_version)
        REFERENCES cs.message_templates (tenant_id, name, version),
      CHECK ((template_name IS NULL) = (template_version IS NULL)),
      CHECK (state IN ('suppressed', 'failed') OR (subject IS NOT NULL AND body IS NOT NULL))
    )
  `.execute(db);
  await sql`CREATE INDEX messages_of_batch ON cs.messages (tenant_id, batch_id, message_id)`.execute(db);
  await sql`CREATE INDEX messages_of_client ON cs.messages (tenant_id, client_id, message_id)`.execute(db);
  await sql`
    CREATE TABLE cs.delivery_events (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      provider text NOT NULL,
      event_id text NOT NULL,
      message_id text,
      address text NOT NULL,
      kind text NOT NULL ${oneOf("kind", "processed deferred delivered bounced blocked dropped opened clicked spam_reported unsubscribed resubscribed")},
      reason text,
      occurred_at timestamptz NOT NULL,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, provider, event_id),
      FOREIGN KEY (tenant_id, message_id) REFERENCES cs.messages (tenant_id, message_id)
    )
  `.execute(db);
  await sql`CREATE INDEX delivery_events_of_message ON cs.delivery_events (tenant_id, message_id, occurred_at)`.execute(
    db,
  );
}

async function createPermissions(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.suppressions (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      suppression_id text NOT NULL,
      address text NOT NULL,
      scope text NOT NULL ${oneOf("scope", `all ${categories}`)},
      reason text NOT NULL ${oneOf("reason", "bounce spam_report unsubscribe request")},
      lifted boolean NOT NULL,
      source text NOT NULL,
      note text,
      effective_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, suppression_id)
    )
  `.execute(db);
  await sql`CREATE INDEX suppressions_of_address ON cs.suppressions (tenant_id, address)`.execute(db);
  await sql`
    CREATE TABLE cs.consents (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      consent_id text NOT NULL,
      address text NOT NULL,
      category text NOT NULL ${oneOf("category", categories)},
      given boolean NOT NULL,
      source text NOT NULL,
      author text NOT NULL,
      effective_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, consent_id)
    )
  `.execute(db);
  await sql`CREATE INDEX consents_of_address ON cs.consents (tenant_id, address)`.execute(db);
}
