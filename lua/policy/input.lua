--- What a policy sees of a connector: never secrets.
local fs = require("host.fs")
local json = require("host.json")

local input = {}

local function names_below(folder, prefix, list)
  local names = fs.list(folder) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local path = prefix .. name
    if fs.kind(folder .. "/" .. name) ~= "directory" then
      list[#list + 1] = path
    elseif path ~= "secrets" and not name:find("^%.") then
      names_below(folder .. "/" .. name, path .. "/", list)
    end
  end
  return list
end

local function text_of(root, item, name)
  local file = item.folder .. "/" .. name
  if not fs.kind(file) or require("project.connector").outside(root, file) then
    return nil
  end
  return (fs.read(file))
end

local readers = {
  files = function(_, item)
    return names_below(item.folder, "", {})
  end,
  connector = function(root, item)
    return text_of(root, item, "connector.yaml")
  end,
  manifest = function(root, item)
    return text_of(root, item, "manifest.yaml")
  end,
  catalog = function(root, item)
    return text_of(root, item, "integration_tests/configured_catalog.json")
  end,
}

--- The texts of a connector.
---@param whole boolean|nil read them all, for the child process; else each at its first use
---@return table texts { slug, path, files, connector, manifest, catalog }
function input.read(root, item, whole)
  local texts = { slug = item.slug, path = item.path }
  if not whole then
    return setmetatable(texts, { __index = function(_, name)
      return readers[name] and readers[name](root, item)
    end })
  end
  for name, read in pairs(readers) do
    texts[name] = read(root, item)
  end
  return texts
end

local function document(text, file)
  local value, doc
  if text then
    value, doc = require("util.json_places").decode(text, file)
  end
  return json.is_object(value) and { value = value, doc = doc, file = file } or nil
end

-- The manifest with its references, types and parameters filled in; nil when they are wrong.
local function resolve(manifest)
  local load = require("runtime.manifest").load
  local ok, resolved = pcall(load, { value = json.copy(manifest) })
  return ok and resolved.root or nil
end

-- What of the input of a check is made at its first use.
local makers = {
  resolved = function(self, _, documents)
    return documents.resolved or resolve(self.manifest)
  end,
  catalog = function(_, texts)
    local text = texts.catalog
    return text and json.decode(text)
  end,
  files = function(_, texts)
    return json.new_array({ table.unpack(texts.files) })
  end,
}

--- The documents with their positions, and the input of a check. nil for a connector whose files
--- cannot be read: lint tells that already.
---@param texts table of input.read
---@param documents table|nil { connector, manifest, resolved }, each of the two files as
---  { value, doc, file }, `resolved` the manifest's root: as lint has read them
---@return table|nil documents, table|nil input
function input.of(texts, documents)
  documents = documents or {
    connector = document(texts.connector, texts.path .. "/connector.yaml"),
    manifest = document(texts.manifest, texts.path .. "/manifest.yaml"),
  }
  if not documents.connector or not documents.manifest then
    return nil
  end
  return documents, setmetatable({
    connector = documents.connector.value,
    manifest = documents.manifest.value,
    slug = texts.slug,
    path = texts.path,
  }, { __index = function(self, key)
    if makers[key] then
      self[key] = makers[key](self, texts, documents) or false
    end
    return rawget(self, key)
  end })
end

return input
