--- Functions of a text that remember what they gave: for keys, which repeat from record to record.

local MOST = 1000 -- keys may be data

--- @param make function a text -> a value that is not nil
--- @return function the same
return function(make)
  local known, count = {}, 0
  return function(text)
    local value = known[text]
    if value == nil then
      if count >= MOST then
        known, count = {}, 0
      end
      value = make(text)
      known[text], count = value, count + 1
    end
    return value
  end
end
