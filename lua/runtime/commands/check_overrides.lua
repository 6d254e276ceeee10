--- config_overrides of a check: laid over the top level of the config, as they are (§4).
local failure = require("runtime.failure")
local json = require("host.json")

local overrides = {}

local PERSISTING = { OAuthAuthenticator = true }

local function writes_back(value)
  if json.is_object(value) then
    local updater = value.refresh_token_updater
    if updater ~= nil and updater ~= json.null and PERSISTING[value.type] then
      return true
    end
  elseif not json.is_array(value) then
    return false
  end
  for _, member in pairs(value) do
    if writes_back(member) then
      return true
    end
  end
  return false
end

local function refuse(message, internal)
  failure.raise({
    message = "This connector's manifest is invalid: " .. message,
    internal = "config_overrides rejected: " .. internal,
    type = "system_error",
  })
end

local function check_keys(given)
  for key in pairs(given) do
    if key:find("^__airbyte") then
      refuse(
        ("its check component overrides the reserved config key(s) ['%s']. Keys prefixed with "
          .. "`__airbyte` belong to the platform, not to the connector's spec. This is a bug in "
          .. "the connector rather than in this connection's settings."):format(
          key
        ),
        ("reserved __airbyte key(s) ['%s']."):format(key)
      )
    end
  end
end

--- Changes the source's config for the check. @param given any the field's value
function overrides.apply(source, given)
  if not json.is_object(given) or json.size(given) == 0 then
    return
  end
  check_keys(given)
  if writes_back(source.root) then
    refuse(
      "`config_overrides` cannot be used by a manifest that declares a `refresh_token_updater`.",
      "manifest persists config via refresh_token_updater."
    )
  end
  source.config_as_given = source.config
  local merged = json.new_object()
  for key, value in pairs(source.config) do
    merged[key] = value
  end
  for key, value in pairs(given) do
    merged[key] = value
  end
  source.config = merged
  source.run.config = merged
  if source.spec_component then
    local schema = source.spec_component.connection_specification
    for _, secret in ipairs(require("runtime.secrets").of(schema, given)) do
      source.messages:add_secret(secret)
    end
  end
end

return overrides
