--- A clock that moves only by sleeping, which takes no time.
local clock = {}

function clock.install(world)
  local function swap(name, fake)
    world.swap("host.clock", name, function()
      return fake
    end)
  end
  local function pass(seconds)
    local state = world.now()
    state.passed = state.passed + seconds
    return true
  end
  swap("now", function()
    return world.now().start + world.now().passed
  end)
  swap("now_us", function()
    return math.floor((world.now().start + world.now().passed) * 1000000)
  end)
  swap("monotonic", function()
    return world.now().passed
  end)
  swap("spent", function()
    return world.now().passed
  end)
  swap("fast", function()
    return true
  end)
  swap("skip", pass)
  swap("sleep", function(seconds)
    table.insert(world.now().sleeps, seconds)
    return pass(seconds)
  end)
  swap("record_sleep", function(seconds)
    table.insert(world.now().sleeps, seconds)
    return true
  end)
end

return clock
