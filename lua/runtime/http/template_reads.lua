--- What the templates of a requester read, as far as they tell.
local template_reads = {}

local CONFIG = { config = true, parameters = true }

-- What does not change while a slice is read, as long as the config stays.
local OF_SLICE = {
  config = true, parameters = true, stream_slice = true, stream_partition = true,
  stream_interval = true,
}

local function reads_only(expression, names)
  for name in pairs(expression:variables()) do
    if not names[name] then
      return false
    end
  end
  return true
end

local function address_of(requester)
  return { requester.url or nil, requester.url_base or nil, requester.path or nil }
end

--- Whether they see nothing but the config.
function template_reads.config_only(requester)
  if requester.inputs then
    return false
  end
  for _, expression in pairs(address_of(requester)) do
    if not reads_only(expression, CONFIG) then
      return false
    end
  end
  return true
end

--- Whether they give the same for each request of a slice.
function template_reads.are_steady(requester)
  local inputs, list = requester.inputs or {}, address_of(requester)
  for _, name in ipairs({ "params", "headers", "data", "json" }) do
    list[name] = inputs[name]
  end
  for _, expression in pairs(list) do
    if not expression:is_steady() or not reads_only(expression, OF_SLICE) then
      return false
    end
  end
  return not inputs.properties
end

return template_reads
