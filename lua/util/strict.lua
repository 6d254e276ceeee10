--- Reading or writing an undeclared global is an error, from here on.
setmetatable(_G, {
  __index = function(_, name)
    error("undeclared variable '" .. tostring(name) .. "'", 2)
  end,
  __newindex = function(_, name)
    error("assignment to undeclared variable '" .. tostring(name) .. "'", 2)
  end,
})
return true
