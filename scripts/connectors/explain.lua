local function show_all(ctx)
  local json = require("host.json")
  local registry = require("revos.runtime").registry
  local rows, lines = json.new_array(), {}
  for i, name in ipairs(registry.names()) do
    local definition = registry.find(name)
    local kind = definition.kind or "part"
    rows[i] = json.new_object({
      { "type", name },
      { "kind", kind },
      { "description", definition.summary or "" },
    })
    lines[i] = { name, kind, definition.summary or "" }
  end
  if ctx.args.json then
    ctx.out:json({ components = rows })
  else
    ctx.out:table(lines, { "component", "kind", "meaning" })
  end
  return true
end

local function show_field(ctx, one)
  local explanation = require("revos.runtime").explanation
  local members = explanation.field_object(one)
  local out = ctx.out
  out:line("%s", out:style("bold", one.owner .. "." .. members.name))
  local rows = { { "  type", members.type }, { "  required", members.required and "yes" or "no" } }
  local json = require("host.json")
  for _, pair in ipairs({ { "default", members.default }, { "example", members.example } }) do
    if pair[2] ~= nil then
      local value = pair[2]
      local text = type(value) == "table" and json.encode(value) or tostring(value)
      rows[#rows + 1] = { "  " .. pair[1], text }
    end
  end
  if members.variables then
    rows[#rows + 1] = { "  variables", table.concat(members.variables, ", ") }
  end
  if members.secret then
    rows[#rows + 1] = { "  secret", "yes: take it from the config" }
  end
  if members.deprecated then
    rows[#rows + 1] = { "  deprecated", "use " .. members.deprecated }
  end
  out:table(rows)
  out:line("")
  out:line("  %s", members.description or "")
end

local function show_type(ctx, name)
  local explanation = require("revos.runtime").explanation
  local members = explanation.type_object(name)
  ctx.out:line("%s: %s", ctx.out:style("bold", name), members.description)
  local rows = {}
  for i, field in ipairs(members.fields) do
    rows[i] = {
      "  " .. field.name,
      field.type,
      field.required and "required" or "",
      field.description or "",
    }
  end
  ctx.out:table(rows)
end

local function as_json(ctx, path, state)
  local json = require("host.json")
  local explanation = require("revos.runtime").explanation
  local fields, components = json.new_array(), json.new_array()
  for i, one in ipairs(state.found or {}) do
    fields[i] = explanation.field_object(one)
  end
  for i, name in ipairs(state.types) do
    components[i] = explanation.type_object(name)
  end
  ctx.out:json(json.new_object({ { "path", path }, { "fields", fields },
    { "components", components } }))
  return true
end

return {
  summary = "Explain a field of the manifest",
  arguments = {
    { name = "path", value = "FIELD.PATH", optional = true, complete = "components",
      doc = "a path or a component's name" },
  },
  examples = {
    "revos connectors explain streams.retriever.requester",
    "revos connectors explain HttpRequester.path",
  },
  run = function(ctx)
    if not ctx.args.path then
      return show_all(ctx)
    end
    local state, message, nearest = require("revos.runtime").explanation.find(ctx.args.path)
    if not state then
      local hint = nearest and ("did you mean '%s'?"):format(nearest)
      return nil, ("%s: %s"):format(ctx.args.path, message), "not_found", { hint = hint }
    elseif ctx.args.json then
      return as_json(ctx, ctx.args.path, state)
    end
    for i, one in ipairs(state.found or {}) do
      if i > 1 then
        ctx.out:line("")
      end
      show_field(ctx, one)
    end
    for i, name in ipairs(state.types) do
      if i > 1 or state.found then
        ctx.out:line("")
      end
      show_type(ctx, name)
    end
    return true
  end,
}
