package io.plumbline.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonNode json(String text) {
        return WireJson.value(text.replace('\'', '"')).orElseThrow();
    }

    private static List<SchemaFault> faults(String schema, String value) throws UncheckableSchemaException {
        return JsonSchema.of(json(schema)).faults(json(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'object','required':['a']}|{'b':1}|It must have the member a",
                "{'properties':{'a':{'type':['string','null']}}}|{'a':1}|/a must be of the type [\"string\",\"null\"]",
                "{'items':{'properties':{'n':{'minimum':0}}}}|[{'n':1},{'n':-1}]|/1/n must be at least 0",
                "{'additionalProperties':false}|{'jane@x.org':1}|It must have only members that the schema names",
                "{'additionalProperties':{'type':'string'}}|{'jane@x.org':1}|/* must be of the type string",
                "{'enum':['a','b']}|'jane@x.org'|It must be one of the listed values",
                "{'pattern':'^a+$'}|'b'|It must match ^a+$",
                "{'anyOf':[{'type':'string'},{'type':'null'}]}|1|It must match one of the schemas of anyOf",
                "{'$ref':'#/$defs/n','$defs':{'n':{'multipleOf':0.1}}}|0.25|It must be a multiple of 0.1",
                "{'properties':{'x/y~z':false}}|{'x/y~z':1}|/x~1y~0z must not be present"
            })
    void saysWhereAValueBreaksItAndNothingOfTheValue(String schema, String value, String fault) throws Exception {
        assertThat(faults(schema, value)).hasToString("[" + fault + "]");
    }

    @Test
    void followsReferencesThatGoDeeperIntoTheValue() throws Exception {
        String tree = "{'properties':{'left':{'$ref':'#'},'right':{'$ref':'#'},'n':{'type':'integer'}}}";
        assertThat(faults(tree, "{'left':{'right':{'n':1.0}}}")).isEmpty();
        assertThat(faults(tree, "{'left':{'right':{'n':'1'}}}"))
                .hasToString("[/left/right/n must be of the type integer]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'anyOf':[{'$ref':'#/$defs/b'}]},'b':{'$ref':'#/$defs/a'}}}",
                "{'$ref':'https://example.com/schema.json'}",
                "{'$ref':'file:///etc/passwd'}",
                "{'$ref':'#/$defs/none'}",
                "{'$ref':'#/properties'}",
                "{'pattern':'(?=a)b'}",
                "{'pattern':'(.........................................................................){500}'}",
                "{'unevaluatedProperties':false}",
                "{'$dynamicRef':'#a'}",
                "{'items':[{'type':'string'}]}",
                "{'minLength':'1'}",
                "{'properties':{'a':1}}",
                "[]"
            })
    void refusesWhatItCannotHoldAnAnswerTo(String schema) {
        assertThatThrownBy(() -> JsonSchema.of(json(schema))).isInstanceOf(UncheckableSchemaException.class);
    }

    @Test
    void refusesSchemasBeyondAllBounds() {
        String deep = "{'not':".repeat(100) + "true" + "}".repeat(100);
        String wide = "{'anyOf':[" + "{},".repeat(6_000) + "{}]}";
        String large = "{'description':'" + "x".repeat(200_000) + "'}";
        for (String schema : List.of(deep, wide, large)) {
            assertThatThrownBy(() -> JsonSchema.of(json(schema))).isInstanceOf(UncheckableSchemaException.class);
        }
    }

    /// Each definition looks twice at the next; each level of the value is looked at twice by the one above.
    @Test
    @Timeout(20)
    void givesUpWhereASchemaMultipliesTheWork() throws Exception {
        StringBuilder laughs = new StringBuilder("{'$ref':'#/$defs/d0','$defs':{");
        for (int i = 0; i < 40; i++) {
            laughs.append(
                    "'d%d':{'allOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]},".formatted(i, i + 1, i + 1));
        }
        laughs.append("'d40':{'type':'object'}}}");
        assertThat(faults(laughs.toString(), "{}")).hasToString("[It takes too long to check against this schema]");
        String doubling = "{'anyOf':[{'properties':{'a':{'$ref':'#'}},'required':['b']},"
                + "{'properties':{'a':{'$ref':'#'}},'required':['c']}]}";
        String value = "{'a':".repeat(60) + "1" + "}".repeat(60);
        assertThat(faults(doubling, value)).hasToString("[It takes too long to check against this schema]");
    }

    @Test
    @Timeout(20)
    void matchesPatternsInLinearTime() throws Exception {
        assertThat(faults("{'pattern':'^(a+)+$'}", "'" + "a".repeat(200_000) + "b'"))
                .hasSize(1);
        StringBuilder many = new StringBuilder("[0");
        for (int i = 1; i < 20_000; i++) {
            many.append(',').append(i);
        }
        assertThat(faults("{'uniqueItems':true}", many.append(']').toString()))
                .hasToString("[It takes too long to check against this schema]");
    }

    @Test
    @Timeout(20)
    void givesUpWherePatternsMultiplyTheWork() throws Exception {
        String costly = "{'allOf':[{'pattern':'(a?){900}b'},{'pattern':'(a?){901}b'},{'pattern':'(a?){902}b'}]}";
        assertThat(faults(costly, "'" + "a".repeat(1_000_000) + "'"))
                .hasToString("[It takes too long to check against this schema]");
    }

    @Test
    void tellsNumbersByTheirValue() throws Exception {
        assertThat(faults("{'const':1}", "1.0")).isEmpty();
        assertThat(faults("{'type':'integer'}", "1e400")).isEmpty();
        assertThat(faults("{'multipleOf':0.01}", "1e999999999")).hasSize(1);
        assertThat(faults("{'maximum':9007199254740993}", "9007199254740994")).hasSize(1);
    }

    /// A library's verdict on random schemas and values, which are small enough for it:
    /// json-schema-validator 3.
    @Test
    void agreesWithALibraryOnWhatFits() throws Exception {
        Random random = new Random(7);
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        int fitting = 0;
        for (int i = 0; i < 20_000; i++) {
            JsonNode schema = schema(random, 3);
            JsonNode value = value(random, 3);
            Schema library = registry.getSchema(schema);
            boolean fits = library.validate(value).isEmpty();
            assertThat(JsonSchema.of(schema).faults(value).isEmpty())
                    .as("%s for %s", value, schema)
                    .isEqualTo(fits);
            fitting += fits ? 1 : 0;
        }
        assertThat(fitting).isBetween(4_000, 16_000);
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> JSON.valueToTree(random.nextInt(4));
            case 1 -> JSON.valueToTree(random.nextInt(8) / 2.0);
            case 2 -> JSON.valueToTree("ab".substring(0, random.nextInt(3)));
            case 3 -> JSON.valueToTree(random.nextBoolean());
            case 4 -> JSON.nullNode();
            case 5 -> {
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("abc".substring(i - 1, i), value(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static JsonNode schema(Random random, int depth) {
        if (random.nextInt(12) == 0) {
            return JSON.valueToTree(random.nextInt(4) > 0);
        }
        ObjectNode schema = JSON.createObjectNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (depth == 0 || random.nextBoolean()) {
                assertion(schema, random);
            } else {
                applicator(schema, random, depth - 1);
            }
        }
        return schema;
    }

    private static void assertion(ObjectNode schema, Random random) {
        String[] types = {"object", "array", "string", "integer", "number", "boolean", "null"};
        switch (random.nextInt(13)) {
            case 0, 1 -> schema.put("type", types[random.nextInt(types.length)]);
            case 2 -> schema.putArray("type").add(types[random.nextInt(3)]).add(types[3 + random.nextInt(4)]);
            case 3 -> schema.put("minimum", random.nextInt(3));
            case 4 -> schema.put("exclusiveMaximum", random.nextInt(4));
            case 5 -> schema.put("multipleOf", 1.5);
            case 6 -> schema.put("minLength", random.nextInt(3));
            case 7 -> schema.put("pattern", random.nextBoolean() ? "^a" : "b$");
            case 8 -> schema.put("maxItems", random.nextInt(3));
            case 9 -> schema.put("uniqueItems", true);
            case 10 ->
                schema.putArray("required")
                        .add("abc".substring(random.nextInt(3)).substring(0, 1));
            case 11 -> schema.put("maxProperties", random.nextInt(3));
            default ->
                schema.putArray("enum")
                        .add(value(random, 1))
                        .add(value(random, 1))
                        .add(value(random, 1));
        }
    }

    private static void applicator(ObjectNode schema, Random random, int depth) {
        List<JsonNode> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(schema(random, depth));
        }
        switch (random.nextInt(13)) {
            case 0 -> schema.putArray("allOf").add(parts.get(0)).add(parts.get(1));
            case 1 -> schema.putArray("anyOf").add(parts.get(0)).add(parts.get(1));
            case 2 -> schema.putArray("oneOf").add(parts.get(0)).add(parts.get(1));
            case 3 -> schema.set("not", parts.getFirst());
            case 4 -> {
                schema.set("if", parts.get(0));
                schema.set("then", parts.get(1));
                schema.set("else", parts.get(2));
            }
            case 5, 6 -> {
                ObjectNode properties = schema.putObject("properties");
                properties.set("a", parts.get(0));
                properties.set("b", parts.get(1));
            }
            case 7 -> schema.putObject("patternProperties").set("[ab]", parts.getFirst());
            case 8 -> schema.set("additionalProperties", parts.getFirst());
            case 9 -> schema.set("items", parts.getFirst());
            case 10 -> schema.putArray("prefixItems").add(parts.getFirst());
            case 11 -> schema.set("contains", parts.getFirst());
            default -> schema.putObject("dependentSchemas").set("a", parts.getFirst());
        }
    }
}
