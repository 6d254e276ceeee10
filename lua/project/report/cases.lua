--- Findings as the outcome of tests: each finding is one, and so is each connector without any.
local cases = {}

--- Whether a finding lets the whole fail.
---@param finding table
---@param options { strict: boolean|nil }
---@return boolean
function cases.fails(finding, options)
  return finding.severity == "error" or (options.strict and finding.severity == "warning") or false
end

--- file:line:column of a finding, as far as it is known.
---@return string
function cases.place(finding)
  if not finding.line then
    return finding.file or ""
  end
  return ("%s:%d:%d"):format(finding.file or "", finding.line, finding.column or 1)
end

-- Whether a finding is about a connector's files.
local function is_about(finding, path)
  local file = finding.file or ""
  return file == path or file:sub(1, #path + 1) == path .. "/"
end

--- The place and what is behind it; only that when there is no place.
---@return string
function cases.at(finding, text)
  local place = cases.place(finding)
  return place == "" and text or place .. ": " .. text
end

--- The list of tests: { path } of a connector without findings, or { finding }.
---@param findings table[]
---@param options { items: table[]|nil, title: string }
---@return table[]
function cases.list(findings, options)
  local list = {}
  for _, item in ipairs(options.items or {}) do
    local clean = true
    for _, finding in ipairs(findings) do
      clean = clean and not is_about(finding, item.path)
    end
    if clean then
      list[#list + 1] = { path = item.path }
    end
  end
  for _, finding in ipairs(findings) do
    list[#list + 1] = { finding = finding }
  end
  if #list == 0 then
    list[1] = { path = options.title }
  end
  return list
end

return cases
