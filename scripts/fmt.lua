local NAMES = { "connector.yaml", "manifest.yaml" }

local function is_dry(args)
  return args.check or args.diff
end

-- Files that one path names: a file itself, or those of the connectors it stands for.
local function add_files(files, path, ctx)
  local fs, paths = require("host.fs"), require("revos.text").path
  local name = paths.name(path)
  local is_file = require("revos.text").lists.contains(NAMES, name) and fs.kind(path) == "file"
  if is_file and not require("revos.project").find.root() then
    files[#files + 1] = { path = path, file = path, name = name }
    return true
  end
  local items, message, code, details = ctx.project:select({ path })
  if not items then
    return nil, message, code, details
  end
  for _, item in ipairs(items) do
    for _, own in ipairs(is_file and { name } or NAMES) do
      if fs.kind(item.folder .. "/" .. own) then
        files[#files + 1] = { path = item.path .. "/" .. own, file = item.folder .. "/" .. own,
          name = own, item = item }
      end
    end
  end
  return true
end

local function add_input(files)
  local text, message, code = require("host.term").read_all()
  if not text then
    return nil, message, code
  end
  local name = require("revos.project").format.kind_of(text)
  files[#files + 1] = { path = "-", input = text, name = name }
  return true
end

local function find_files(ctx)
  local paths, files = ctx.args.path, {}
  for _, path in ipairs(#paths > 0 and paths or { ctx.project.root }) do
    local add = path == "-" and add_input or add_files
    local ok, message, code, details = add(files, path, ctx)
    if not ok then
      return nil, message, code, details
    end
  end
  return files
end

local function read(ctx, one)
  local problem = one.item
    and require("revos.project").connector.outside(ctx.project.root, one.file)
  if problem then
    return nil, ("%s: %s"):format(one.path, problem), "invalid"
  end
  return one.input or require("host.fs").read(one.file)
end

-- Formats one file; writes it when the command is to write.
local function format(ctx, one)
  local text, message, code = read(ctx, one)
  if text then
    one.before = text
    one.after, message, code = require("revos.project").format.text(text, one.path, one.name)
  end
  if one.after and one.after ~= text and one.file and not is_dry(ctx.args) then
    local ok, problem, kind = require("host.fs").write(one.file, one.after)
    if not ok then
      one.after, message, code = nil, problem, kind
    end
  end
  one.changed = one.after ~= nil and one.after ~= text
  one.failure = not one.after and { message = message, code = code } or nil
end

local function tell(ctx, one)
  if one.failure then
    require("revos.commands").report.failure(ctx.args, one.failure.message, one.failure.code)
  elseif one.input and not is_dry(ctx.args) and not ctx.args.json then
    ctx.out:raw(one.after)
  elseif not one.changed or ctx.args.json then
    return
  elseif ctx.args.diff then
    ctx.out:raw(require("revos.text").diff.unified(one.before, one.after, one.path))
  else
    ctx.out:line("%s %s", ctx.args.check and "would format" or "formatted", one.path)
  end
end

local function document(ctx, files, counts)
  local json = require("host.json")
  local list = json.new_array()
  for i, one in ipairs(files) do
    local members = json.new_object({ { "path", one.path }, { "changed", one.changed } })
    if one.failure then
      members.error = require("revos.commands").report.object(one.failure.message, one.failure.code)
    elseif one.input and not is_dry(ctx.args) then
      members.text = one.after
    elseif ctx.args.diff and one.changed then
      members.diff = require("revos.text").diff.unified(one.before, one.after, one.path)
    end
    list[i] = members
  end
  ctx.out:json(json.new_object({ { "files", list }, { "summary", json.new_object({
    { "changed", counts.changed }, { "unchanged", #files - counts.changed - #counts.codes },
    { "failed", #counts.codes },
  }) } }))
end

return {
  summary = "Put connector.yaml and manifest.yaml into canonical form",
  description = [[
Keys are ordered as the components declare them, indented by two columns; brackets that hold
several lines, those of JSON too, get a line for each member; comments stay with what they stand
before or beside, quotes, anchors and block scalars stay as they are, and the value of the
document never changes. --check and --diff write nothing and end with status 1 when a file is
not in canonical form. From `-`, standard input, the result goes to standard output.]],
  arguments = { { name = "path", many = true, complete = "connectors",
    doc = "connectors, files or -; all connectors by default" } },
  options = {
    { name = "check", type = "boolean", doc = "tell the files that would change, write nothing" },
    { name = "diff", type = "boolean", doc = "show what would change, write nothing" },
  },
  examples = { "revos fmt", "revos fmt --check", "revos fmt connectors/billing --diff",
    "revos fmt - <manifest.yaml" },
  run = function(ctx)
    local files, message, code, details = find_files(ctx)
    if not files then
      return nil, message, code, details
    end
    local counts = { changed = 0, codes = {} }
    for _, one in ipairs(files) do
      format(ctx, one)
      tell(ctx, one)
      counts.changed = counts.changed + (one.changed and 1 or 0)
      counts.codes[#counts.codes + 1] = one.failure and one.failure.code
    end
    if ctx.args.json then
      document(ctx, files, counts)
    end
    if counts.codes[1] then
      local status = ctx.exit.combined(counts.codes, #counts.codes < #files)
      return nil, nil, counts.codes[1], { status = status }
    end
    return counts.changed == 0 or not is_dry(ctx.args)
  end,
}
