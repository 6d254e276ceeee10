--- Exit statuses of the program, all of them, and the codes that lead there.
local exit = {
  DONE = 0,
  NO = 1, -- the answer is no: findings, a failed check, differences
  FAILED = 2, -- could not do it
  PARTLY = 3, -- some done, some failed
  DENIED = 4,
  CONFLICT = 5,
  RUNTIME_MISSING = 6,
  BUG = 70,
}

local statuses = {
  not_found = exit.FAILED,
  denied = exit.DENIED,
  exists = exit.CONFLICT,
  conflict = exit.CONFLICT,
  busy = exit.FAILED,
  syntax = exit.FAILED,
  invalid = exit.FAILED,
  limit = exit.FAILED,
  timeout = exit.FAILED,
  network = exit.FAILED,
  tls = exit.FAILED,
  cancelled = exit.FAILED,
  usage = exit.FAILED,
  io = exit.FAILED,
  runtime_missing = exit.RUNTIME_MISSING,
  script = exit.FAILED,
  internal = exit.BUG,
}

--- Whether `code` is one of the closed list.
function exit.is_code(code)
  return statuses[code] ~= nil
end

--- The status for an error code; an unknown code counts as "could not".
---@param code string|nil
---@return integer
function exit.status(code)
  return statuses[code] or exit.FAILED
end

--- The status of several failures together: that of their kind when there is one
--- kind, 2 when there are several; 3 when something else was done.
---@param codes string[]
---@param some_done boolean
---@return integer
function exit.combined(codes, some_done)
  if #codes == 0 then
    return exit.DONE
  end
  if some_done then
    return exit.PARTLY
  end
  local first = exit.status(codes[1])
  for _, code in ipairs(codes) do
    if exit.status(code) ~= first then
      return exit.FAILED
    end
  end
  return first
end

return exit
