local lexer = require("runtime.interpolation.lexer")
local parser = require("runtime.interpolation.parser")
local simple_tree = require("runtime.interpolation.simple_tree").of

return {
  ["simple templates have the tree of the parser"] = function(t)
    for _, text in ipairs({
      "{{ config['token'] }}",
      '{{config["token"]}}',
      "{{   stream_slice['start_time']}}",
      "Bearer {{ config['a-b']['c'] }}",
      "{{ response.next }}",
      "https://{{ config.host }}/v1/{{ stream_partition['id'] }}/items",
      "{{ record }}, {{ record['_'].a['b'].c }}!",
    }) do
      t.equal(simple_tree(text), parser.new(lexer(text)):parse_body())
    end
  end,
  ["their variables are told"] = function(t)
    local _, names = simple_tree("{{ config['a'] }}/{{ record.b }}/{{ config.c }}")
    t.equal(names, { config = true, record = true })
  end,
  ["others are for the parser"] = function(t)
    for _, text in ipairs({
      "{{ config['a'] | upper }}", "{{ config['a\\n'] }}", "{{ config['a'\"] }}", "{{ config[0] }}",
      "{{- config['a'] }}", "{{ config['a'] -}}", "{{ config.a() }}", "{{ config.1 }}",
      "{{ config ['a'] }}", "{{ config['a']", "{{ config }} {", "{{ today_utc() }}", "{{ true }}",
      "{{ other.a }}", "{% if config %}{% endif %}", "{# note #}", "{{ config['a'] }}\n",
      "{{ config['a']['b' 'c'] }}", "{{ config. a }}", "{{ config['a'] ~ 'b' }}", "{{ 'config' }}",
      "{{\tconfig }}", "{ {{ config }}",
    }) do
      t.equal(simple_tree(text), nil)
    end
  end,
}
