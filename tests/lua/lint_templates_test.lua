local json = require("host.json")
local origins = require("runtime.manifest.origins")
local templates = require("project.lint.templates")

-- The first finding about a text in a field of templates, or nil.
local function finding_of(text)
  local findings = {}
  local component = { node = json.new_object({ { "path", text } }), path = "",
    definition = { fields = { { name = "path", template = true } } } }
  templates.check({ origins = origins.new() }, { component }, findings)
  return findings[1]
end

local function rule_of(text)
  local finding = finding_of(text)
  return finding and finding.rule
end

return {
  ["texts that only take members are sound"] = function(t)
    for _, text in ipairs({ "{{ config['a'] }}", "/x/{{config[\"a_1\"]}}/{{ record['b'] }}",
      "{{ parameters['p'] }}?since={{ stream_interval['start_time'] }}" }) do
      t.equal(rule_of(text), nil, text)
    end
  end,
  ["what the reference has taken from templates is told, with what took its place"] = function(t)
    local finding = finding_of("{{ stream_state['updated_at'] }}")
    t.equal(finding.rule, "unknown-variable")
    t.equal(finding.suggestion, "stream_interval")
    t.equal(rule_of("{% for i in range(3) %}{{ i }}{% endfor %}"), "unknown-variable")
    t.equal(rule_of("{{ sanitize_url(config['a']) }}"), nil)
  end,
  ["texts that look like those and are not are told"] = function(t)
    for text, rule in pairs({
      ["{{ confg['a'] }}"] = "unknown-variable",
      ["{{ config['a'] }} {{ confg['a'] }}"] = "unknown-variable",
      ["{{ config['a\"] }}"] = "template-syntax",
      ["{{ config['a'] }}{% if %}"] = "template-syntax",
      ["{{ config['a'] | uper }}"] = "unknown-filter",
      ["{{ config['a'] }} {{ config['a' }}"] = "template-syntax",
    }) do
      t.equal(rule_of(text), rule, text)
    end
  end,
}
