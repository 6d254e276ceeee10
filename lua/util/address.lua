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

--- An address as it may be shown: without a user and a password.
---@param url string
---@return string
function address.shown(url)
  return (url:gsub("^(%a[%w+.-]*://)[^/?#]*@", "%1****@"))
end

--- Why paths cannot be put behind an address; nil when they can.
---@param url string
---@return string|nil
function address.problem(url)
  if not url:find("^https?://[^/]") then
    return "is no address that begins with https://"
  elseif url:find("^https?://[^/?#]*@") then
    return "has a user in it; a token is what is needed"
  elseif url:find("[?#%s%c\\]") then
    return "has a query, a fragment or a blank in it"
  end
  return nil
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
