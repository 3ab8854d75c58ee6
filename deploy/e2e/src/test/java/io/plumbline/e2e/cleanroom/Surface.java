package io.plumbline.e2e.cleanroom;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Something that takes requests: a service's own API, or the gateway's calls in OpenAI's shape.
///
/// @param known names and ids of what is there, by collection: reads ask for them, nothing else does
/// @param made ids of what the requests themselves have made, by collection
record Surface(
        String name,
        URI base,
        OpenApi api,
        List<Operation> operations,
        Map<String, List<String>> known,
        Map<String, List<String>> made) {

    private static final String CALLS = "/v1/chat/completions";
    private static final int MOST_MADE = 50;

    /// What the document of a service describes, but for calls.
    static Surface of(String service, URI base, JsonNode document) {
        OpenApi api = new OpenApi(document);
        List<Operation> operations = api.operations().stream()
                .filter(operation -> !operation.path().equals(CALLS))
                .toList();
        return new Surface(service, base, api, operations, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /// Calls, which the gateway's document describes as what OpenAI takes.
    static Surface ofCalls(String name, URI base, boolean streamed) {
        JsonNode schema = JsonMapper.shared().readTree("""
                {
                  "type": "object",
                  "required": ["model", "messages", "stream"],
                  "properties": {
                    "model": {"enum": ["support"]},
                    "stream": {"enum": [%s]},
                    "stream_options": {"type": "object", "properties": {"include_usage": {"type": "boolean"}}},
                    "messages": {"type": "array", "items": {
                      "type": "object",
                      "required": ["role", "content"],
                      "properties": {
                        "role": {"enum": ["user", "system", "assistant"]},
                        "content": {"type": "string"},
                        "name": {"type": "string"}
                      }
                    }},
                    "temperature": {"type": "number"},
                    "n": {"enum": [1]},
                    "max_tokens": {"type": "integer", "minimum": 1},
                    "stop": {"type": "array", "items": {"type": "string"}},
                    "user": {"type": "string"},
                    "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
                    "response_format": {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["text"]}}},
                    "tools": {"type": "array", "items": {
                      "type": "object",
                      "required": ["type", "function"],
                      "properties": {
                        "type": {"enum": ["function"]},
                        "function": {
                          "type": "object",
                          "required": ["name", "parameters"],
                          "properties": {
                            "name": {"enum": ["look_up"]},
                            "description": {"type": "string"},
                            "parameters": {"type": "object", "additionalProperties": {"type": "object"}}
                          }
                        }
                      }
                    }},
                    "plumbline": {"type": "object", "properties": {
                      "purpose": {"enum": ["production", "evaluation"]},
                      "subject": {"type": "string"},
                      "session": {"type": "string"},
                      "tags": {"type": "object", "additionalProperties": {"type": "string"}}
                    }}
                  }
                }""".formatted(streamed));
        Operation call = new Operation("POST", CALLS, List.of(), Map.of("application/json", schema));
        return new Surface(name, base, new OpenApi(schema), List.of(call), Map.of(), new ConcurrentHashMap<>());
    }

    /// Remembers what a request has made, so that later ones reach it.
    void remember(String collection, String id) {
        List<String> ids = made.computeIfAbsent(collection, _ -> new CopyOnWriteArrayList<>());
        if (ids.size() < MOST_MADE) {
            ids.add(id);
        }
    }
}
