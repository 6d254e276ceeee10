--- The tables of a workspace in SQLite, as numbered steps: a file of an older revos is brought
--- forward one by one (PRAGMA user_version), a step that was released is never changed. Versions
--- are kept for ever, a delete only marks, ids are never used again.
local schema = {
  application_id = 0x7265766f, -- "revo"
  steps = {},
}

schema.steps[1] = [[
CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE connector (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  name TEXT NOT NULL,
  active_version INTEGER NOT NULL,
  token TEXT UNIQUE,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX connector_by_workspace ON connector (workspace_id, name);
CREATE TABLE connector_version (
  connector_id TEXT NOT NULL REFERENCES connector (id),
  version INTEGER NOT NULL,
  manifest TEXT NOT NULL,
  components TEXT,
  sha256 TEXT NOT NULL,
  author TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (connector_id, version)
) STRICT;
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  definition_id TEXT NOT NULL REFERENCES connector (id),
  name TEXT NOT NULL,
  configuration TEXT NOT NULL,
  created_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE TABLE audit (
  at TEXT NOT NULL,
  who TEXT,
  what TEXT NOT NULL,
  connector_id TEXT,
  sha256 TEXT
) STRICT;
]]

-- Secret fields of a configuration lie in `sealed`, closed with a key outside of the file; in
-- `configuration` they are masked. A `pinned` source stays at its version, others follow.
schema.steps[2] = [[
ALTER TABLE source ADD COLUMN sealed TEXT;
ALTER TABLE source ADD COLUMN key_id TEXT;
ALTER TABLE source ADD COLUMN pinned INTEGER;
ALTER TABLE source ADD COLUMN token TEXT;
ALTER TABLE source ADD COLUMN updated_at TEXT;
CREATE UNIQUE INDEX source_by_token ON source (token);
CREATE UNIQUE INDEX source_by_name ON source (workspace_id, name) WHERE deleted_at IS NULL;
CREATE INDEX source_by_definition ON source (definition_id);
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  source_id TEXT NOT NULL REFERENCES source (id),
  name TEXT NOT NULL,
  destination TEXT NOT NULL,
  streams TEXT NOT NULL,
  token TEXT,
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  synced_at TEXT,
  sync_status TEXT,
  sync_records INTEGER
) STRICT;
CREATE UNIQUE INDEX connection_by_token ON connection (token);
CREATE UNIQUE INDEX connection_by_name ON connection (workspace_id, name)
  WHERE deleted_at IS NULL;
CREATE INDEX connection_by_source ON connection (source_id);
]]

-- What `revos serve` knows of its callers. Of a secret only its hash is kept. `answer` is what a
-- request with an Idempotency-Key got, for when it comes again.
schema.steps[3] = [[
CREATE TABLE application (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE TABLE access_token (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  application_id TEXT REFERENCES application (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX access_token_by_expiry ON access_token (expires_at);
CREATE TABLE idempotency (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
]]

-- What was done to no connector belongs to a workspace too. A write names whom it was done by.
schema.steps[4] = [[
ALTER TABLE audit ADD COLUMN workspace_id TEXT;
CREATE INDEX audit_by_workspace ON audit (workspace_id, at);
]]

-- What a server runs for its clients: a sync of a connection or a check of a source. `keeper` is
-- the server that does; it says at least every few seconds that it is alive (`updated_at`).
schema.steps[5] = [[
CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  kind TEXT NOT NULL,
  connection_id TEXT REFERENCES connection (id),
  source_id TEXT REFERENCES source (id),
  status TEXT NOT NULL,
  keeper TEXT NOT NULL,
  records INTEGER NOT NULL,
  result TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_by_workspace ON job (workspace_id, created_at);
CREATE INDEX job_by_connection ON job (connection_id);
CREATE INDEX job_by_keeper ON job (keeper, status);
]]

schema.version = #schema.steps

return schema
