--- Which server an address means, and whether a token may go there without anybody's word.
local address = {}

-- Hosts of Airbyte itself: nobody gets a token there who should not have it.
local WELL_KNOWN = { ["api.airbyte.com"] = true, ["cloud.airbyte.com"] = true }

-- Programs differ over whom an address with a user, a backslash or an escape means, so such a one
-- has no host here.
local function host_of(url)
  local authority = url:match("^https?://([^/?#]*)")
  if not authority or authority:find("[^%w.:%[%]-]") then
    return nil
  end
  return authority:match("^%[([%x:]+)%]:?%d*$") or authority:match("^([%w.-]+):?%d*$")
end

--- Whether an address is one of this machine.
---@param url string
---@return boolean
function address.is_loopback(url)
  local host = host_of(url)
  return host == "localhost" or host == "::1"
    or host ~= nil and host:find("^127%.%d+%.%d+%.%d+$") ~= nil
end

--- Whether tokens may go to an address that a project names, though the user has not trusted the
--- project: this machine, and Airbyte itself.
---@param url string
---@return boolean
function address.is_known(url)
  return address.is_loopback(url)
    or url:find("^https:") ~= nil and WELL_KNOWN[host_of(url) or ""] == true
end

return address
