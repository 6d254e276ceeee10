--- What all components of one run share.
---
---   run.messages            writes protocol messages
---   run:state_of(name)      the input state of a stream, which stays as it is; nil when there is
---                           none, or all streams are built
---   run:configured_stream(name)  its entry in the catalogue, nil when it is not read
---   run:update_config(config)    writes the --config file and prints one CONTROL
---   run:tell_config(config)      prints the CONTROL alone
---   run.tokens              a table that authenticators share
---   run.budget, run.cache   call budget and reply cache, nil without
---   run.staging             the folder of uploaded files, nil before the first
---   run.folder              the folder of the manifest, nil without
---   run.components          where components.lua and components.py are, `path` and `python`; in
---                           the child that may run them their texts, `text` and `python_text`
---   run.max_pages, .request_timeout  limits of a try: pages of a slice, seconds of a request
---   run.drops               the member of the config that is not kept in its file
---   run.sealed              the manifest is somebody else's: no file of this machine is for it
---   run.unsteady            the config may change while a slice is read, or code that is not ours
---                           has a say in its requests
local fs = require("host.fs")
local json = require("host.json")

local run = {}
run.__index = run

--- @param fields table messages, config, config_path, states, catalog, folder
function run.new(fields)
  fields.tokens = {}
  fields.states = fields.states or {}
  fields.configured = {}
  for _, entry in ipairs(fields.catalog and fields.catalog.streams or {}) do
    fields.configured[entry.stream.name] = entry
  end
  return setmetatable(fields, run)
end

function run:state_of(name)
  return self.states[name]
end

function run:configured_stream(name)
  return self.configured[name]
end

function run:add_secret(text)
  self.messages:add_secret(text)
end

--- One CONTROL with the config as it is now; the platform keeps it.
function run:tell_config(config)
  self.messages:control_config(config)
end

-- What is kept of a config: not the manifest that we have put into it, where that is in a file.
local function kept(self, config)
  local all = json.new_object()
  for key, value in pairs(config) do
    if key ~= self.drops then
      all[key] = value
    end
  end
  return all
end

--- The same, written to the --config file too, or given to whoever does that.
function run:update_config(config)
  local save = self.save_config or self.config_path and function(text)
    fs.write(self.config_path, text)
  end
  if save then
    save(json.encode(kept(self, config), { separators = "python", ascii = true }))
  end
  self:tell_config(config)
end

return run
