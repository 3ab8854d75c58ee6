package io.plumbline.registry.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What it would change to make a model or a prompt as it is declared.
class AssetPreviewIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String MODELS = "/api/v1/models/";
    private static final String PROMPTS = "/api/v1/prompts/";
    private static final String VERSION =
            "{\"kind\": \"FOUNDATION\", \"provider\": \"simulator\", \"upstreamModel\": \"sim-1\"}";
    private static final String TEMPLATE = """
            {"messages": [{"role": "system", "content": "Help {{who}}."}], "parameters": {"temperature": 1},
             "variables": {"type": "object", "properties": {"who": {"type": "string"}}}}""";

    private static Client engineer() {
        return registry.engineer("previews");
    }

    private static JsonNode diff(String path, String declared) {
        return engineer().post(path + "/diff", declared).expect(200).body();
    }

    private static List<String> pointers(JsonNode diff) {
        return diff.path("changes").findValuesAsString("pointer");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/models/", "/api/v1/prompts/"})
    void returnsTheResultAndStoresNothing(String path) {
        String thing = path + "seen";
        String version = path.equals(MODELS) ? VERSION : TEMPLATE;
        String rules = "\"riskTier\": \"MINIMAL\", \"requiredSuites\": [\"b\", \"a\", \"b\"]";
        String declared = "{" + rules + ", \"version\": " + version + "}";
        JsonNode made = diff(thing, declared);
        assertThat(made.path("from").asInt(-1)).isZero();
        assertThat(made.path("to").asInt()).isEqualTo(1);
        assertThat(made.has("etag")).isFalse();
        assertThat(pointers(made)).contains("/riskTier", "/team");
        engineer().get(thing).expect(404, "not-found");

        String tag = engineer().put(thing, "{" + rules + "}").expect(201).header("ETag");
        JsonNode unversioned = diff(thing, declared);
        assertThat(unversioned.path("to").asInt()).isEqualTo(1);
        assertThat(unversioned.path("etag").asString()).isEqualTo(tag);
        assertThat(pointers(unversioned)).isNotEmpty().allMatch(pointer -> pointer.startsWith("/version/"));
        engineer().post(thing + "/versions", version).expect(201);
        JsonNode same = diff(thing, declared);
        assertThat(same.path("from").asInt()).isEqualTo(1);
        assertThat(same.path("to").asInt()).isEqualTo(1);
        assertThat(pointers(same)).isEmpty();
        JsonNode described = diff(thing, declared.replace("MINIMAL", "HIGH"));
        assertThat(described.path("to").asInt()).as("no version of its own").isEqualTo(1);
        assertThat(pointers(described)).containsExactly("/riskTier");
        assertThat(engineer().get(thing).expect(200).header("ETag")).isEqualTo(tag);
        assertThat(engineer().get(thing).body().path("newestVersion").asInt()).isEqualTo(1);
        assertThat(registry.audited(
                        path.equals(MODELS) ? "registry.model.changed" : "registry.prompt.changed", "seen", "SUCCESS"))
                .isZero();
    }

    @Test
    void comparesWithTheNewestVersion() {
        String thing = PROMPTS + "twice";
        engineer().post(thing + "/versions", TEMPLATE).expect(201);
        String other = TEMPLATE.replace("Help", "Serve");
        JsonNode changed = diff(thing, "{\"version\": " + other + "}");
        assertThat(changed.path("to").asInt()).isEqualTo(2);
        assertThat(changed.path("changes").toString()).isEqualTo("""
                [{"pointer":"/version/messages/0/content","before":"Help {{who}}.","after":"Serve {{who}}."}]""");
        engineer().post(thing + "/versions", other).expect(201);
        assertThat(diff(thing, "{\"version\": " + TEMPLATE + "}").path("to").asInt())
                .as("back to what the first was")
                .isEqualTo(3);
        assertThat(diff(thing, "{\"version\": " + other.replace(": 1}", ": 1.0}") + "}")
                        .path("to")
                        .asInt())
                .as("the same number in other digits")
                .isEqualTo(2);
    }

    @Test
    void listsOnlyAliasesThatWouldMove() {
        String thing = MODELS + "pointed";
        registry.model(engineer(), "pointed", "MINIMAL");
        registry.version(engineer(), "pointed");
        registry.version(engineer(), "pointed");
        engineer().put(thing + "/aliases/canary", "{\"version\": 1}").expect(200);
        String rules = "\"riskTier\": \"MINIMAL\", \"description\": \"A test\"";
        assertThat(pointers(diff(thing, "{" + rules + "}"))).isEmpty();
        JsonNode moved = diff(thing, "{" + rules + ", \"aliases\": {\"canary\": 2, \"blue\": 1}}");
        assertThat(pointers(moved)).containsExactly("/aliases/blue", "/aliases/canary");
        assertThat(moved.path("to").asInt()).isEqualTo(2);
        Answer beyond = engineer()
                .post(thing + "/diff", "{" + rules + ", \"aliases\": {\"canary\": 3}}")
                .expect(400, "invalid-request");
        assertThat(beyond.pointers()).containsExactly("/aliases/canary");
    }

    @Test
    void refusesEverythingTheWriteRefuses() {
        assertThat(engineer()
                        .post(MODELS + "faulty/diff", "{\"version\": " + VERSION.replace("FOUNDATION", "ADAPTER") + "}")
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/version/base", "/version/adapter");
        assertThat(engineer()
                        .post(PROMPTS + "faulty/diff", "{\"version\": " + TEMPLATE.replace("{{who}}", "{{whom}}") + "}")
                        .expect(400, "invalid-request")
                        .pointers())
                .contains("/version/variables/properties/who");
        engineer()
                .post(MODELS + "faulty/diff", "{\"version\": " + VERSION.replace("}", ", \"colour\": 1}") + "}")
                .expect(400, "invalid-request");
        assertThat(engineer()
                        .post(MODELS + "faulty/diff", "{\"version\": {\"provider\": \"simulator\"}}")
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactlyInAnyOrder("/version/kind", "/version/upstreamModel");
        engineer().post(MODELS + "faulty/diff", "{\"colour\": 1}").expect(400, "invalid-request");
        registry.model(registry.engineer("previews-x"), "theirs", "MINIMAL");
        engineer().post(MODELS + "theirs/diff", "{}").expect(404, "not-found");
        registry.user(
                        "previews-both",
                        Map.of("previews", new Role[] {Role.ML_ENGINEER}, "previews-x", new Role[] {Role.ML_ENGINEER}))
                .post(MODELS + "theirs/diff", "{\"team\": \"previews\"}")
                .expect(409, "conflict");
    }
}
