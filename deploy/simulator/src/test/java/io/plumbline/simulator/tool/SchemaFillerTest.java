package io.plumbline.simulator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SchemaFillerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "string"}                                              | "text"
            {"type": "string", "maxLength": 2}                              | "te"
            {"type": "string", "minLength": 6}                              | "text.."
            {"type": ["null", "boolean"]}                                   | true
            {"type": "integer", "minimum": 50}                              | 50
            {"type": "integer", "maximum": -3}                              | -3
            {"type": "integer", "exclusiveMinimum": 7}                      | 8
            {"type": "integer", "minimum": 7.5, "maximum": 8}               | 8
            {"type": "number", "minimum": 0.5, "maximum": 0.75}             | 0.75
            {"enum": ["a", 2, null]}                                        | 2
            {"const": {"x": 1}}                                             | {"x":1}
            {"anyOf": [{"type": "null"}, {"type": "integer"}]}              | 7
            {"type": "array", "items": {"type": "integer"}, "minItems": 3}  | [7,7,7]
            {"type": "array", "items": {"type": "integer"}, "maxItems": 0}  | []
            {"properties": {"a": {"type": "integer"}, "skip": {}}}          | {"a":7}
            {"properties": {"skip": {"type": "integer"}}, "required": ["skip"]} | {"skip":7}
            {"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"type": "boolean"}}}]} | {"a":7,"b":true}
            {"$defs": {"d": {"type": "integer"}}, "properties": {"a": {"$ref": "#/$defs/d"}}} | {"a":7}
            {}                                                              | "text"
            """)
    void fitsTheSchema(String schema, String expected) {
        assertThat(Json.text(fill(schema))).isEqualTo(expected);
    }

    @Test
    void endsWhereASchemaRefersToItself() {
        JsonNode value = fill("""
                {"$defs": {"node": {"type": "object", "required": ["next"], "properties": {
                   "value": {"type": "integer"},
                   "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                   "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}},
                 "$ref": "#/$defs/node"}""");

        assertThat(value.path("value").intValue()).isEqualTo(7);
        assertThat(Json.text(value).length()).isLessThan(5_000);
    }

    private static JsonNode fill(String schema) {
        return new SchemaFiller(Json.parse(schema).orElseThrow(), new Fixed()).fill();
    }

    private static final class Fixed implements FillValues {
        @Override
        public boolean wants(String name) {
            return !name.equals("skip");
        }

        @Override
        public String text(String name, String format) {
            return "text";
        }

        @Override
        public double number(String name, double least, double most) {
            return 7;
        }

        @Override
        public boolean flag(String name) {
            return true;
        }

        @Override
        public int choose(String name, List<JsonNode> allowed) {
            return 1;
        }
    }
}
