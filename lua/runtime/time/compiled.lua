--- What is made of a format, kept for the next time: manifests have few formats, hostile ones may
--- have any number.
local MOST = 256

--- @param compile function of a format; false where nothing can be made of it
--- @return function format -> what compile gave
return function(compile)
  local kept, count = {}, 0
  return function(format)
    local known = kept[format]
    if known == nil then
      if count >= MOST then
        kept, count = {}, 0
      end
      known = compile(format)
      kept[format], count = known, count + 1
    end
    return known
  end
end
