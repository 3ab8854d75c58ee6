package io.plumbline.registry.asset;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads tags: an object of names and values, or a list of names with empty values.
final class Tags extends ValueDeserializer<Map<String, String>> {

    @Override
    public Map<String, String> deserialize(JsonParser parser, DeserializationContext context) {
        Map<String, String> tags = new LinkedHashMap<>();
        boolean list = parser.isExpectedStartArrayToken();
        if (!list && !parser.isExpectedStartObjectToken()) {
            context.handleUnexpectedToken(Map.class, parser);
        }
        for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
            String name = list ? text(parser, context) : parser.currentName();
            if (!list) {
                parser.nextToken();
            }
            tags.put(name, list ? "" : text(parser, context));
        }
        return tags;
    }

    private static String text(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? context.readValue(parser, String.class)
                : (String) context.handleUnexpectedToken(String.class, parser);
    }
}
