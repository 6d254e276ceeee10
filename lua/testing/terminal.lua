--- The three streams: what a command prints is kept, what it reads was typed by the test.
local terminal = {}

local function next_line(world)
  local state = world.now()
  local line = table.remove(state.typed, 1)
  if line == nil and state.types then
    world.complain("nothing more was typed when this was asked: %s", state.asked or "")
  end
  return line
end

function terminal.install(world)
  local function swap(name, fake)
    world.swap("host.term", name, function(original)
      return function(...)
        local state = world.now()
        if not state.output then
          return original(...)
        end
        return fake(state, ...)
      end
    end)
  end
  swap("write", function(state, ...)
    state.output[#state.output + 1] = table.concat({ ... })
    return true
  end)
  swap("error", function(state, ...)
    state.asked = table.concat({ ... })
    state.errors[#state.errors + 1] = state.asked
    return true
  end)
  swap("flush", function()
    return true
  end)
  swap("is_terminal", function(state, fd)
    return fd ~= 1 and state.types == true
  end)
  swap("width", function()
    return nil
  end)
  swap("read_line", function()
    return next_line(world)
  end)
  swap("read_secret", function()
    return next_line(world)
  end)
  swap("read_all", function(state)
    return state.input or ""
  end)
end

return terminal
