local options = require("revos.server").options

local function refuse_open(args, where, tls)
  if options.is_loopback(where.address) or tls.certificate or args.insecure_plain_http then
    return true
  end
  return nil, where.address .. ": others could read tokens that go there without TLS", "denied",
    { status = 2, hint = "give --tls-certificate and --tls-key, or --insecure-plain-http where a "
      .. "proxy speaks TLS" }
end

local function where_to_listen(args)
  local where, message, code = options.listen(args.listen)
  if not where then
    return nil, message, code
  end
  local tls
  tls, message, code = options.tls(args)
  if not tls then
    return nil, message, code
  end
  local ok, problem, kind, details = refuse_open(args, where, tls)
  if not ok then
    return nil, problem, kind, details
  end
  where.certificate, where.key = tls.certificate, tls.key
  return where
end

local function settings(ctx)
  local args = ctx.args
  local where, message, code, details = where_to_listen(args)
  if not where then
    return nil, message, code, details
  end
  where.max_connections, where.timeout = args.max_connections, args.timeout
  where.max_body = args.max_body * 1024 * 1024
  where.max_bodies = math.max(8 * where.max_body, 64 * 1024 * 1024)
  where.public_url = args.public_url and args.public_url:gsub("/+$", "")
  where.log = require("revos.server").log.new({ quiet = args.quiet })
  return where
end

-- The folder that syncs write below; its real path, so that it stays the same.
local function jobs_of(ctx, wanted)
  local fs, args = require("host.fs"), ctx.args
  local jobs = { database = wanted.database, log = wanted.log, most = args.max_jobs,
    timeout = args.job_timeout }
  if args.destinations then
    local ok, message, code = fs.mkdir(args.destinations, { parents = true })
    if not ok then
      return nil, message, code
    end
    jobs.destinations, message, code = fs.realpath(args.destinations)
    if not jobs.destinations then
      return nil, message, code
    end
  end
  return jobs
end

local function announce(ctx, started, database)
  if ctx.args.json then
    local json = require("host.json")
    local list = json.new_array()
    for i, workspace in ipairs(database:workspaces()) do
      list[i] = json.new_object({ { "id", workspace.id }, { "name", workspace.name } })
    end
    ctx.out:json(json.new_object({ { "address", started.address }, { "database", database.path },
      { "workspaces", list } }))
  else
    ctx.out:line("listening on %s", started.address)
    for _, workspace in ipairs(database:workspaces()) do
      ctx.out:line("workspace %s  %s", workspace.id, workspace.name)
    end
  end
  require("host.term").flush()
end

return {
  summary = "Serve workspaces over HTTP, in the shape of Airbyte's API",
  options = {
    {
      name = "listen",
      value = "ADDRESS:PORT",
      default = "127.0.0.1:8001",
      doc = "where; port 0 takes a free one",
    },
    options.DATABASE,
    { name = "tls-certificate", value = "FILE", doc = "speak TLS, with this chain (PEM)" },
    { name = "tls-key", value = "FILE", doc = "the key of the certificate (PEM)" },
    {
      name = "insecure-plain-http",
      type = "boolean",
      doc = "listen without TLS where others can reach it",
    },
    { name = "public-url", value = "URL", doc = "how clients behind a proxy see this server" },
    { name = "max-connections", type = "integer", value = "N", default = 2000, min = 1,
      max = 100000, doc = "connections at a time" },
    { name = "max-body", type = "integer", value = "MB", default = 10, min = 1, max = 64,
      doc = "size of a request" },
    { name = "timeout", type = "integer", value = "SECONDS", default = 30, min = 1, max = 3600,
      doc = "silence on a connection" },
    { name = "destinations", value = "DIR",
      doc = "run syncs and checks here, and let them write below DIR" },
    { name = "max-jobs", type = "integer", value = "N", default = 2, min = 1, max = 64,
      doc = "syncs and checks at a time; further ones wait" },
    { name = "job-timeout", type = "integer", value = "SECONDS", default = 21600, min = 1,
      max = 604800, doc = "limit of one of them" },
  },
  examples = {
    "revos serve",
    "revos serve --listen 127.0.0.1:8001 --database /var/lib/revos/workspaces.db",
    "revos serve --listen 0.0.0.0:443 --tls-certificate chain.pem --tls-key key.pem "
      .. "--database team.db",
  },
  run = function(ctx)
    local wanted, message, code, details = settings(ctx)
    if not wanted then
      return nil, message, code, details
    end
    local path
    path, message, code, details = options.database(ctx)
    if not path then
      return nil, message, code, details
    end
    wanted.database, message, code = require("revos.server").database.open(path)
    if not wanted.database then
      return nil, message, code
    end
    local serve = require("revos.server").serve
    local started
    wanted.jobs, message, code = jobs_of(ctx, wanted)
    if wanted.jobs then
      started, message, code, details = serve.start(wanted)
    end
    if not started then
      wanted.database:close()
      return nil, message, code, details
    end
    announce(ctx, started, wanted.database)
    serve.run(started)
    started.server:close()
    wanted.database:close()
    return true
  end,
}
