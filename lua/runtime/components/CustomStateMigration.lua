return require("runtime.custom").declaration(
  "CustomStateMigration",
  "state_migration",
  "Reads old states in the connector's own way."
)
