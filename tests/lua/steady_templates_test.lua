local interpolation = require("runtime.interpolation")

local function is_steady(text)
  return interpolation.compile(text).is_steady
end

return {
  ["templates that give the same each time, and those that do not"] = function(t)
    t.truthy(is_steady("{{ config['a'] ~ parameters.b | upper }}"))
    t.truthy(is_steady("{% set a = config.get('pages', 1) %}{{ a }}"))
    for _, text in ipairs({
      "{{ now_utc() }}", "{{ [1, 2] | random }}", "{{ config.pop('a') }}",
      "{% set _ = parameters.update({'n': 1}) %}", "{{ (config.a | attr('append'))(1) }}",
    }) do
      t.equal(is_steady(text), false, text)
    end
  end,
}
