/** Where relays hear of new effects; a channel belongs to one database, and a message carries no data. */
export const wakeUpChannel = "cs_outbox";
