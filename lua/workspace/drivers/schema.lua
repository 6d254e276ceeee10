--- The tables of a workspace in SQLite. Versions are kept for ever, a delete only marks,
--- ids are never used again.
return {
  application_id = 0x7265766f, -- "revo"
  version = 1,
  tables = [[
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
]],
}
