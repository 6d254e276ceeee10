local failure = require("runtime.failure")
local fs = require("host.fs")
local hash = require("host.hash")
local json = require("host.json")
local later = require("util.later")
local slices = later("runtime.streams.slice")
local values = require("runtime.interpolation.values")

local uploader = {}
uploader.__index = uploader

-- Where the platform collects files, when it has such a folder.
local STAGING = "/staging/files"
local SHARED = "/tmp/airbyte-file-transfer"
local OTHERS_WRITE = tonumber("022", 8)

-- Anyone may have made the shared folder: it must be one's own, and nobody else's to write in.
local function staging_folder()
  if fs.kind(STAGING) == "directory" then
    return STAGING
  elseif fs.mkdir(SHARED, { mode = tonumber("700", 8) }) then
    return SHARED
  end
  local own, found = fs.temp_directory(), fs.stat(SHARED, { follow = false })
  if found and found.kind == "directory" and found.mode & OTHERS_WRITE == 0
    and found.owner == fs.stat(own).owner then
    fs.remove(own)
    return SHARED
  end
  return own
end

local function target_of(self, record)
  local reply = { status = 200, headers = {}, body = json.encode(record), url = "" }
  local decoder = require("runtime.components.JsonDecoder").build()
  local target = self.target:extract(reply, decoder, {})[1]
  if target == nil then
    failure.value_error("No download targets found")
  elseif type(target) ~= "string" then
    failure.value_error(
      ("download_target is expected to be a str but was <class '%s'>: %s"):format(
        values.kind(target),
        values.str(target)
      )
    )
  end
  return target
end

-- A name from the API must not lead out of the folder.
local function safe_name(text)
  local parts = {}
  for part in text:gmatch("[^/]+") do
    if part == ".." then
      failure.value_error(("The file name %s leads out of its folder"):format(text))
    elseif part ~= "." then
      parts[#parts + 1] = part
    end
  end
  return table.concat(parts, "/")
end

local function name_of(self, record)
  if not self.name then
    return hash.uuid()
  end
  local name = self.name:eval({ record = record })
  if type(name) ~= "string" then
    failure.raise({
      class = "AttributeError",
      message = ("'%s' object has no attribute 'lstrip'"):format(values.kind(name)),
    })
  end
  return safe_name(name)
end

local function write(path, text)
  local ok, message = fs.mkdir(path:match("^(.*)/"), { parents = true })
  if ok then
    ok, message = fs.write(path, text)
  end
  if not ok then
    failure.raise({ class = "OSError", message = message })
  end
end

--- Downloads the file that a record names; reference(record) tells where it is.
function uploader:upload(record)
  if self.run.sealed then
    failure.value_error("Files are not downloaded where a server runs the connector")
  end
  local extra = json.new_object({ { "download_target", target_of(self, record) } })
  local reply = self.requester:send({ slice = slices.new({ extra = extra }) })
  if not reply then
    failure.value_error("The file could not be downloaded: its reply is ignored")
  end
  local path = (safe_name(self.stream) .. "/" .. name_of(self, record)):gsub("/$", "")
  self.run.staging = self.run.staging or staging_folder()
  local full = self.run.staging .. "/" .. path
  if fs.kind(full) == "directory" then
    failure.raise({
      class = "IsADirectoryError",
      message = ("[Errno 21] Is a directory: '%s'"):format(full),
      arguments = "21, 'Is a directory'",
    })
  end
  write(full, reply.body)
  local messages = self.run.messages
  messages:info("File uploaded successfully")
  messages:info("File url: %s", full)
  messages:info("File size: %s KB", values.str(#reply.body / 1024))
  messages:info("File relative path: %s", path)
  self.references[record] = json.new_object({
    { "staging_file_url", full },
    { "source_file_relative_path", path },
    { "file_size_bytes", #reply.body },
  })
end

--- The file_reference of a record, nil when it has none.
function uploader:reference(record)
  return self.references[record]
end

return {
  type = "FileUploader",
  kind = "file_uploader",
  summary = "Downloads the file that each record names.",
  fields = {
    {
      name = "requester",
      type = "@requester",
      required = true,
      doc = "How the file is asked for; {{ download_target }} is its address.",
    },
    {
      name = "download_target_extractor",
      type = "@extractor",
      required = true,
      doc = "Where the address is in the record.",
    },
    {
      name = "filename_extractor",
      type = "string",
      template = { "config", "record" },
      doc = "The file's path below the stream's folder; made up when it is left out.",
      example = "{{ record.id }}/{{ record.file_name }}",
    },
  },
  folder = staging_folder,
  build = function(node, build)
    return setmetatable({
      run = build.run,
      stream = build.stream and build.stream.name or "",
      requester = build:component(build:value(node, "requester")),
      target = build:component(build:value(node, "download_target_extractor")),
      name = build:string(node, "filename_extractor"),
      references = setmetatable({}, { __mode = "k" }),
    }, uploader)
  end,
}
