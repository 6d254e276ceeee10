--- Connectors at work: spec, check, discover and read, and what a manifest may say.
return require("revos.members")("revos.runtime", {
  { "connectors", "cli.connector_run", "check(ctx, name, options): true, or false and why; "
    .. "discover(ctx, name, options): the catalog; read(ctx, name, options): { records, states }" },
  { "job", "cli.job", "prepare(ctx, wants_catalog): a connector with config, catalog and state; "
    .. "options(more): the options that such commands share" },
  { "runtimes", "cli.runtimes", "run(command, job, sink), collect(command, job): the messages of "
    .. "spec, check, discover or read; discover(job): the CATALOG message" },
  { "sources", "cli.source_run", "check(workspace, source, args), sync(workspace, connection, "
    .. "options): in this process" },
  { "streams", "cli.stream_choice", "a configured catalog of some streams" },
  { "spec_fields", "cli.spec_fields", "the fields of a config" },
  { "records", "cli.record_table", "records as a table" },
  { "sink", "cli.read_sink", "takes the messages of a read: limits, states into a file" },
  { "protocol", "cli.protocol_command", "a command of the bare protocol" },
  { "child", "runtime.custom.child", "serve(): a run in the child process of components.lua" },
  { "confinement", "util.confinement", "enter(plan, asks): gives up what a read does not need" },
  { "explanation", "runtime.manifest.explanation", "what a component and its fields mean" },
  { "editor_schema", "runtime.manifest.editor_schema", "make(): the language as a JSON Schema" },
  { "registry", "runtime.manifest.registry", "all component types" },
  { "answer", "runtime.interpolation.answer", "evaluates an expression of a manifest" },
})
