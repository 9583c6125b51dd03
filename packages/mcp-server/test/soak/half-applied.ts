import type { TestStore } from "@cs/testing";

/** What is there of an account, against what the stories write at once. */
const unfinishedAccounts = `
  SELECT client_name AS "clientName" FROM cs.accounts AS account
  WHERE (SELECT count(*) FROM cs.contacts WHERE client_id = account.client_id) <> 2
     OR (SELECT count(*) FROM cs.contracts WHERE client_id = account.client_id) <> 1
     OR (SELECT count(*) FROM cs.subscriptions WHERE client_id = account.client_id) <> 2
     OR (SELECT array_agg(source ORDER BY source) FROM cs.external_refs WHERE client_id = account.client_id) <> '{crm,manual}'
     OR (SELECT count(*) FROM cs.audit_entries WHERE client_id = account.client_id AND operation = 'register_client') <> 1
     OR (SELECT count(*) FROM cs.audit_entries WHERE client_id = account.client_id AND operation = 'update_client_info')
        <> account.version - 1
     OR (SELECT count(*) FROM cs.audit_entries WHERE client_id = account.client_id AND operation = 'calculate_health_score')
        <> (SELECT count(*) FROM cs.score_overrides WHERE client_id = account.client_id)`;

const looseEnds = {
  "facts without an account": `
    SELECT client_id FROM (SELECT client_id FROM cs.contacts UNION ALL SELECT client_id FROM cs.contracts
      UNION ALL SELECT client_id FROM cs.subscriptions UNION ALL SELECT client_id FROM cs.external_refs
      UNION ALL SELECT client_id FROM cs.audit_entries) AS facts
    WHERE client_id NOT IN (SELECT client_id FROM cs.accounts)`,
  "unfinished accounts": unfinishedAccounts,
  "accounts that are there twice": "SELECT client_name FROM cs.accounts GROUP BY client_name HAVING count(*) > 1",
  "changes that were made twice":
    "SELECT reason FROM cs.audit_entries WHERE operation = 'update_client_info' GROUP BY reason HAVING count(*) > 1",
  "overrides that were set twice": "SELECT client_id FROM cs.score_overrides GROUP BY client_id HAVING count(*) > 1",
  "scores by hand without their event, and events without theirs": `
    SELECT client_id, subject FROM cs.score_overrides
    FULL JOIN (SELECT payload ->> 'subject' AS subject FROM cs.outbox) AS told ON subject = client_id
    WHERE subject IS NULL OR client_id IS NULL`,
  "events that were found out twice": "SELECT key FROM cs.outbox GROUP BY key HAVING count(*) > 1",
  "snapshots without observations": `
    SELECT snapshot_id FROM cs.health_snapshots LEFT JOIN cs.measure_observations AS found USING (tenant_id, observation_id)
    WHERE found.observation_id IS NULL`,
  "observations without a snapshot": `
    SELECT observation_id FROM cs.measure_observations LEFT JOIN cs.health_snapshots AS made USING (tenant_id, observation_id)
    WHERE made.observation_id IS NULL`,
  "snapshots without a standing": `
    SELECT made.snapshot_id FROM cs.health_snapshots AS made
    LEFT JOIN cs.health_standings AS standing USING (tenant_id, client_id, as_of) WHERE standing.as_of IS NULL`,
  "keys without an answer": "SELECT key FROM cs.idempotency_keys WHERE response IS NULL",
  "accounts without a key": `
    SELECT client_name FROM cs.accounts
    WHERE NOT EXISTS (SELECT FROM cs.idempotency_keys WHERE response #>> '{client,clientId}' = client_id)`,
};

/** Everything in the store that the stories cannot have written as a whole, by what is wrong with it. */
export async function halfApplied(store: TestStore): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const [what, statement] of Object.entries(looseEnds)) {
    const rows = await store.query(statement);
    if (rows.length > 0) found[what] = rows;
  }
  return found;
}
