local function is_local(url)
  return url:find("^http://localhost") or url:find("^http://127%.") or url:find("^http://%[::1%]")
end

local function walk(node, path, report)
  for key, value in pairs(node) do
    local below = type(key) == "number" and ("%s[%d]"):format(path, key - 1) or path .. "." .. key
    if type(value) == "table" then
      walk(value, below, report)
    elseif (key == "url_base" or key == "url") and type(value) == "string" then
      if value:find("^http://") and not is_local(value) then
        report(below, "the API is asked without encryption", value:gsub("^http:", "https:"))
      end
    end
  end
end

return {
  id = "https-only",
  summary = "APIs are asked over https",
  severity = "warn",
  check = function(input, report)
    walk(input.manifest, "manifest", report)
  end,
}
