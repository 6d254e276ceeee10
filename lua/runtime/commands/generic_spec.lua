--- The SPEC of a runtime without a manifest: the config carries one.
return require("host.json").decode([[{
"documentationUrl":"https://docs.airbyte.com/integrations/sources/low-code",
"connectionSpecification":{"$schema":"http://json-schema.org/draft-07/schema#",
"title":"Low-code source spec",
"type":"object","required":["__injected_declarative_manifest"],"additionalProperties":true,
"properties":{"__injected_declarative_manifest":{"title":"Low-code manifest","type":"object",
"description":"The low-code manifest that defines the components of the source."}}},
"supportsNormalization":false,"supportsDBT":false}]])
