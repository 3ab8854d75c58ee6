package io.plumbline.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String MODELS = "/api/v1/models/";

    @Test
    void createsAndReplacesAModelUnderItsEntityTag() {
        Client engineer = registry.engineer("models-put");
        Answer made = engineer.put(MODELS + "put-1", """
                        {"team": "models-put", "description": "Answers customers", "riskTier": "HIGH",
                         "requiredSuites": ["support", "safety", "support"], "tags": {"owner": "cards"}}
                        """).expect(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/models/put-1");
        assertThat(made.body().path("requiredSuites").valueStream().map(suite -> suite.asString()))
                .containsExactly("safety", "support");
        String tag = made.header("ETag");

        Answer replaced = engineer.with("If-Match", tag)
                .put(MODELS + "put-1", "{\"riskTier\": \"MINIMAL\", \"tags\": [\"pilot\"]}")
                .expect(200);
        assertThat(replaced.body().path("description").asString()).isEmpty();
        assertThat(replaced.body().path("tags").path("pilot").asString()).isEmpty();
        engineer.with("If-Match", tag).put(MODELS + "put-1", "{}").expect(412, "stale-version");
        assertThat(engineer.get(MODELS + "put-1").expect(200).header("ETag")).isEqualTo(replaced.header("ETag"));
        assertThat(registry.audited("registry.model.registered", "put-1", "SUCCESS"))
                .isOne();
        assertThat(registry.audited("registry.model.changed", "put-1", "SUCCESS"))
                .isOne();
    }

    @Test
    void ignoresAnUnchangedModel() {
        Client engineer = registry.engineer("models-same");
        String tag = engineer.put(MODELS + "same-1", "{}").expect(201).header("ETag");
        assertThat(engineer.put(MODELS + "same-1", "{}").expect(200).header("ETag"))
                .isEqualTo(tag);
        assertThat(registry.audited("registry.model.changed", "same-1", "SUCCESS"))
                .isZero();
    }

    @Test
    void defaultsToLimitedRisk() {
        assertThat(registry.engineer("models-risk")
                        .put(MODELS + "risk-1", "{}")
                        .body()
                        .path("riskTier")
                        .asString())
                .isEqualTo("LIMITED");
    }

    @Test
    void hidesNamesOfOtherTeams() {
        registry.model(registry.engineer("models-x"), "hidden-1", "MINIMAL");
        Client stranger = registry.engineer("models-y");
        stranger.get(MODELS + "hidden-1").expect(404, "not-found");
        stranger.put(MODELS + "hidden-1", "{}").expect(404, "not-found");
        Client both = registry.user(
                "u-both", Map.of("models-x", new Role[] {Role.ML_ENGINEER}, "models-y", new Role[] {Role.ML_ENGINEER}));
        both.put(MODELS + "hidden-1", "{\"team\": \"models-y\"}").expect(409, "conflict");
        both.put(MODELS + "hidden-2", "{}").expect(400, "team-required");
        stranger.put(MODELS + "hidden-3", "{\"team\": \"models-x\"}").expect(403, "forbidden");
    }

    @Test
    void createsOneModelWhenManyRequestsRace() throws Exception {
        Client engineer = registry.engineer("models-race");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> engineer.put(MODELS + "race-1", "{}")))
                    .toList();
            int created = 0;
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 201);
                created += answer.get().status() == 201 ? 1 : 0;
            }
            assertThat(created).isOne();
        }
    }

    @Test
    void numbersConcurrentVersionsWithoutGaps() throws Exception {
        Client engineer = registry.engineer("models-numbers");
        registry.model(engineer, "numbers-1", "MINIMAL");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> numbers = IntStream.range(0, 12)
                    .mapToObj(_ -> threads.submit(() -> registry.version(engineer, "numbers-1")))
                    .toList();
            List<Integer> found = new ArrayList<>();
            for (Future<Integer> number : numbers) {
                found.add(number.get());
            }
            assertThat(found).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        }
    }

    @Test
    void returnsTheRegisteredVersionWithItsCanonicalDigest() throws Exception {
        Client engineer = registry.engineer("models-digest");
        registry.model(engineer, "digest-base", "MINIMAL");
        registry.version(engineer, "digest-base");
        engineer.upload("digest-data", "a.jsonl", "{\"input\": \"Why?\", \"references\": []}\n")
                .expect(201);
        registry.model(engineer, "digest-1", "MINIMAL");
        String body = """
                {"kind": "ADAPTER", "provider": "simulator", "upstreamModel": "sim-lora", "base": "digest-base@1",
                 "adapter": {"method": "LORA", "r": 16, "targetModules": ["q", "v"]}, "trainingData": ["digest-data@1"],
                 "parameters": {"temperature": 0.2}, "license": "Apache-2.0",
                 "artifacts": [{"uri": "s3://models/lora.safetensors", "digest": "sha256:%s"}]}
                """.formatted("0a".repeat(32));
        Answer made = engineer.post(MODELS + "digest-1/versions", body).expect(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/models/digest-1/versions/1");
        Answer read = engineer.get(MODELS + "digest-1/versions/1").expect(200);
        assertThat(read.body()).isEqualTo(made.body());
        assertThat(read.body().path("stage").asString()).isEqualTo("NONE");
        assertThat(read.body().path("adapter").path("targetModules")).hasSize(2);
        assertThat(read.body().path("createdBy").path("type").asString()).isEqualTo("USER");

        Map<?, ?> document = Registry.JSON.readValue(body, Map.class);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(document));
        assertThat(read.body().path("digest").asString())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(expected));
        engineer.post(MODELS + "digest-1/versions", body).expect(201);
        assertThat(engineer.get(MODELS + "digest-1/versions/2").body().path("digest"))
                .isEqualTo(read.body().path("digest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"base\":\"strict-1@1\"}|/base",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"adapter\":{\"method\":\"SFT\"}}|/adapter",
                "{\"kind\":\"ADAPTER\",\"provider\":\"p\",\"upstreamModel\":\"m\"}|/base",
                "{\"kind\":\"ADAPTER\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"base\":\"nowhere@1\",\"adapter\":{\"method\":\"SFT\"}}|/base",
                "{\"kind\":\"ADAPTER\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"base\":\"strict-1@1\",\"adapter\":{\"method\":\"MAGIC\"}}|/adapter/method",
                "{\"kind\":\"ADAPTER\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"base\":\"strict-1@1\",\"adapter\":{}}|/adapter/method",
                "{\"kind\":\"FINE_TUNED\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"base\":\"strict-1\"}|/base",
                "{\"kind\":\"FINE_TUNED\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"trainingData\":[\"nowhere@1\"]}|/trainingData/0",
                "{\"kind\":\"TOY\",\"provider\":\"p\",\"upstreamModel\":\"m\"}|/kind",
                "{\"provider\":\"p\",\"upstreamModel\":\"m\"}|/kind",
                "{\"kind\":\"FOUNDATION\",\"upstreamModel\":\"m\"}|/provider",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"P/1\",\"upstreamModel\":\"m\"}|/provider",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\" \"}|/upstreamModel",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"parameters\":[]}|/parameters",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"artifacts\":[{}]}|/artifacts/0/uri",
                "{\"kind\":\"FOUNDATION\",\"provider\":\"p\",\"upstreamModel\":\"m\",\"version\":7}|/version"
            })
    void refusesVersionsThatDoNotAddUp(String body, String pointer) {
        Client engineer = registry.engineer("models-strict");
        engineer.put(MODELS + "strict-1", "{}");
        if (engineer.get(MODELS + "strict-1/versions/1").status() == 404) {
            registry.version(engineer, "strict-1");
        }
        assertThat(engineer.post(MODELS + "strict-1/versions", body)
                        .expect(400, "invalid-request")
                        .pointers())
                .contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"description\": \"a\\u0000b\"}",
                "{\"description\": \"a\\ud800b\"}",
                "{\"tags\": {\"a\": \"\\u0000\"}}",
                "{\"tags\": 1}",
                "{\"tags\": [1]}",
                "{\"tags\": {\"a\": {}}}",
                "{\"tags\": {\"a\": null}}",
                "{\"requiredSuites\": [null]}",
                "{\"requiredSuites\": [\"a b\"]}",
                "{\"riskTier\": \"SOME\"}",
                "{\"riskTier\": 1}",
                "{\"description\": 1}",
                "{\"description\": [\"a\"]}",
                "{\"team\": \"Not A Team\"}"
            })
    void refusesBodiesThatCannotBeKeptAsTheyAre(String body) {
        registry.engineer("models-text").put(MODELS + "text-1", body).expect(400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": \"\\u0000\"}", "{\"a\": \"\\udc00\"}", "{\"a\": 9007199254740993}"})
    void refusesParametersWithoutACanonicalForm(String parameters) {
        Client engineer = registry.engineer("models-canonical");
        engineer.put(MODELS + "canonical-1", "{}");
        engineer.post(MODELS + "canonical-1/versions", """
                        {"kind": "FOUNDATION", "provider": "p", "upstreamModel": "m", "parameters": %s}
                        """.formatted(parameters))
                .expect(400, "invalid-request");
    }

    @Test
    void registersOncePerIdempotencyKey() {
        Client engineer = registry.user("u-idem", Map.of("models-idem", new Role[] {Role.ML_ENGINEER}));
        registry.model(engineer, "idem-1", "MINIMAL");
        Client keyed = engineer.with("Idempotency-Key", "k-1");
        assertThat(registry.version(keyed, "idem-1")).isOne();
        assertThat(registry.version(keyed, "idem-1")).isOne();
        assertThat(registry.version(engineer, "idem-1")).isEqualTo(2);
    }

    @Test
    void listsVersionsNewestFirstPageByPage() {
        Client engineer = registry.engineer("models-pages");
        registry.model(engineer, "pages-1", "MINIMAL");
        registry.model(engineer, "pages-2", "MINIMAL");
        for (int i = 0; i < 3; i++) {
            registry.version(engineer, "pages-1");
        }
        Answer first = engineer.get(MODELS + "pages-1/versions?limit=2").expect(200);
        assertThat(first.body()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("version").asInt()))
                .containsExactly(3, 2);
        Answer second = engineer.get(MODELS + "pages-1/versions?limit=2&cursor="
                        + first.body().path("nextCursor").asString())
                .expect(200);
        assertThat(second.body()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("version").asInt()))
                .containsExactly(1);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();

        Answer models = engineer.get("/api/v1/models?limit=1").expect(200);
        assertThat(models.body().path("items").get(0).path("newestVersion").asInt())
                .isEqualTo(3);
        assertThat(models.body().path("nextCursor").isString()).isTrue();
    }
}
