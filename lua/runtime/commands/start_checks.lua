--- What a run says of its manifest before it starts: the reference's refusals end it, what the
--- reference takes in silence is a warning.
local failure = require("runtime.failure")

local start_checks = {}

local REFUSED = "Validation against json schema defined in declarative_component_schema.yaml "
  .. "schema "
  .. "failed"

local function placed(manifest, finding)
  local text = finding.message:gsub("^: ", "") -- of the manifest itself, whose path is empty
  local hint = require("util.suggest").told(finding.suggestion, text)
  text = hint and text .. "; " .. hint or text
  if finding.line then
    text = ("%s:%d:%d: %s"):format(manifest.name, finding.line, finding.column, text)
  end
  return text
end

--- One text of all refusals, each with its place.
local function refuse(manifest, findings)
  local lines = { REFUSED }
  for _, finding in ipairs(findings) do
    lines[#lines + 1] = placed(manifest, finding)
  end
  failure.raise({ class = "ValidationError", message = table.concat(lines, "\n") })
end

local function warn_duplicates(manifest, messages)
  for _, twice in ipairs(manifest.doc and manifest.doc:duplicates() or {}) do
    messages:log(
      "WARN",
      ("%s:%d:%d: the key '%s' is there twice; the last one counts"):format(
        manifest.name,
        twice.line,
        twice.column,
        twice.key
      )
    )
  end
end

-- Where a run can do better than to refuse: a class of the connector's own that stands in a place
-- of which the language knows no more. The streams in question fail.
local function is_tolerable(finding)
  return finding.rule == "unknown-type" and finding.node.class_name ~= nil
end

--- @param manifest table of runtime.manifest.load
--- Raises a failure that lists everything the reference would refuse.
function start_checks.run(manifest, messages)
  local refused, told = {}, {}
  for _, finding in ipairs(require("runtime.validation").check(manifest)) do
    local place = ("%s:%s:%s"):format(finding.rule, finding.line, finding.column)
    if finding.reference and not is_tolerable(finding) then
      refused[#refused + 1] = finding
    elseif finding.suggestion and not told[place] then
      told[place] = true
      messages:log("WARN", placed(manifest, finding))
    end
  end
  warn_duplicates(manifest, messages)
  if #refused > 0 then
    refuse(manifest, refused)
  end
end

return start_checks
