--- How many items a value of Python holds, by its kind.
local dicts = require("runtime.interpolation.dicts")

local function count(value)
  return #value
end

local function of_view(view)
  return dicts.size(view.dict)
end

return {
  list = count,
  tuple = count,
  dict = dicts.size,
  dict_keys = of_view,
  dict_values = of_view,
  dict_items = of_view,
  set = function(value)
    return value.inner.count
  end,
  bytes = function(value)
    return #value.text
  end,
  Undefined = function()
    return 0
  end,
}
