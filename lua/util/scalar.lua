--- A text as a YAML scalar: plain where that reads back as the same text.
local special = {
  [""] = true, y = true, n = true, yes = true, no = true, on = true, off = true,
  ["true"] = true, ["false"] = true, null = true,
}

---@param text string
---@return string
return function(text)
  local is_plain = text:find("^%a[%w ._-]*$") and not text:find("%s$") and not special[text:lower()]
  return is_plain and text or require("host.json").encode(text)
end
