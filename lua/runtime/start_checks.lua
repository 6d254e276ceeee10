--- What a run says of its manifest before it starts: the reference's refusals end it, what the
--- reference takes in silence is a warning.
local failure = require("runtime.failure")

local start_checks = {}

local REFUSED = "Validation against json schema defined in declarative_component_schema.yaml schema "
  .. "failed"

local function placed(manifest, finding)
  if finding.line then
    return ("%s:%d:%d: %s"):format(manifest.name, finding.line, finding.column, finding.message)
  end
  return finding.message
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

--- @param manifest table of runtime.manifest.load
--- Raises a failure that lists everything the reference would refuse.
function start_checks.run(manifest, messages)
  local refused = {}
  for _, finding in ipairs(require("runtime.validation").check(manifest)) do
    if finding.reference then
      refused[#refused + 1] = finding
    else
      messages:log("WARN", placed(manifest, finding))
    end
  end
  warn_duplicates(manifest, messages)
  if #refused > 0 then
    refuse(manifest, refused)
  end
end

return start_checks
