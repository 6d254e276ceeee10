--- /workspaces/{workspaceId}/definitions/declarative_sources. Reads send the stored text of a
--- manifest as it is; writes go through the driver of the workspace.
local answer = require("serve.answer")
local body = require("serve.definition_body")
local hash = require("host.hash")
local json = require("host.json")
local page = require("serve.page")
local problem = require("serve.problem")
local value = require("util.value")

local definitions = {}

local CURRENT = [[
SELECT c.id, c.name, c.active_version AS version, v.sha256, v.manifest, v.components
FROM connector c JOIN connector_version v
  ON v.connector_id = c.id AND v.version = c.active_version
WHERE c.workspace_id = ? AND c.deleted_at IS NULL ]]

local function text_of(row)
  local components = row.components and ',"components":' .. json.encode(row.components) or ""
  return ('{"id":%s,"name":%s,"manifest":%s,"version":%d%s}'):format(json.encode(row.id),
    json.encode(row.name), row.manifest, row.version, components)
end

-- A rename keeps the version, so the name is a part of the tag.
local function tag_of(row)
  return ('"%d-%08x"'):format(row.version, hash.crc32(row.name))
end

local function row_of(ctx, id)
  return ctx.database:rows(CURRENT .. "AND c.id = ?", ctx.workspace.workspace_id, id)[1]
    or problem.missing("definition", id)
end

local function answer_of(row)
  return answer.text(text_of(row), { "ETag", tag_of(row) })
end

-- Is one of the tags in a header the row's? The bare version counts as one too.
local function is_tagged(header, row)
  for tag in header:gmatch("[^,%s]+") do
    tag = tag:gsub("^W/", "")
    if tag == "*" or tag == tag_of(row) or tag == ('"%d"'):format(row.version) then
      return true
    end
  end
  return false
end

--- Refuses a write that was planned on another state than the present one.
local function compare(ctx, row)
  local header = ctx.call:header("If-Match")
  if header and not is_tagged(header, row) then
    problem.raise(412, ("definition %s is at version %d, named '%s'; If-Match says %s"):format(
      row.id, row.version, row.name, header), { headers = { "ETag", tag_of(row) } })
  end
end

function definitions.list(ctx)
  return page.answer(ctx, function(count, offset)
    return ctx.database:rows(CURRENT .. "ORDER BY c.created_at, c.id LIMIT ? OFFSET ?",
      ctx.workspace.workspace_id, count, offset)
  end, text_of)
end

function definitions.get(ctx)
  local row = row_of(ctx, ctx.params.id)
  local header = ctx.call:header("If-None-Match")
  if header and is_tagged(header, row) then
    return { status = 304, headers = { "ETag", tag_of(row) }, body = "" }
  end
  return answer_of(row)
end

function definitions.create(ctx)
  local new = body.new(ctx.call:object())
  local made = problem.check(ctx.workspace:create(new))
  return answer_of(row_of(ctx, made.id))
end

-- What a body changes of a row: nothing when everything is as it was.
local function change_of(given, row)
  local components = row.components
  if given.components ~= nil then
    components = given.components ~= json.null and given.components or nil
  end
  local manifest = given.manifest or json.decode(row.manifest)
  local change = {}
  if given.name and given.name ~= row.name then
    change.name = given.name
  end
  if value.sha256(manifest, components) ~= row.sha256 then
    change.manifest, change.components = manifest, components
  end
  return change
end

function definitions.update(ctx)
  local row = row_of(ctx, ctx.params.id)
  compare(ctx, row)
  local change = change_of(body.change(ctx.call:object()), row)
  if next(change) == nil then
    return answer_of(row)
  end
  problem.check(ctx.workspace:update(row.id, change, { version = row.version, name = row.name }))
  return answer_of(row_of(ctx, row.id))
end

function definitions.delete(ctx)
  local row = row_of(ctx, ctx.params.id)
  compare(ctx, row)
  problem.check(ctx.workspace:delete(row.id))
  return answer.text(text_of(row))
end

local VERSIONS = [[
SELECT version, created_at, author, sha256, manifest, components
FROM connector_version WHERE connector_id = ? ]]

local function version_members(row, active)
  return json.new_object({
    { "version", row.version },
    { "createdAt", row.created_at },
    { "active", row.version == active },
    { "sha256", row.sha256 },
    { "author", row.author or json.null },
  })
end

function definitions.versions(ctx)
  local current = row_of(ctx, ctx.params.id)
  return page.answer(ctx, function(count, offset)
    return ctx.database:rows([[
SELECT version, created_at, author, sha256 FROM connector_version WHERE connector_id = ?
ORDER BY version DESC LIMIT ? OFFSET ?]], current.id, count, offset)
  end, function(row)
    return json.encode(version_members(row, current.version))
  end)
end

local function number_of(text)
  return text:find("^%d+$") and #text <= 15 and math.tointeger(tonumber(text))
    or problem.missing("version", text)
end

function definitions.version(ctx)
  local current = row_of(ctx, ctx.params.id)
  local number = number_of(ctx.params.version)
  local row = ctx.database:rows(VERSIONS .. "AND version = ?", current.id, number)[1]
    or problem.missing("version", number)
  local members = version_members(row, current.version)
  members.id, members.components = current.id, row.components
  members.manifest = json.decode(row.manifest)
  return answer.json(members)
end

function definitions.rollback(ctx)
  local row = row_of(ctx, ctx.params.id)
  compare(ctx, row)
  local version = body.version(ctx.call:object())
  problem.check(ctx.workspace:rollback(row.id, version))
  return answer_of(row_of(ctx, row.id))
end

return definitions
