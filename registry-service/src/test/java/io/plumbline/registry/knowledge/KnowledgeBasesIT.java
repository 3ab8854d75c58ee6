package io.plumbline.registry.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Knowledge bases as named documents.
class KnowledgeBasesIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String BASES = "/api/v1/knowledge-bases/";

    private static Client engineer() {
        return registry.engineer("knowledge");
    }

    @Test
    void createsReplacesAndDeletes() {
        Client engineer = engineer();
        Answer made = engineer.put(BASES + "kb-life", """
                        {"description": "Policies", "chunking": {"strategy": "HEADING", "size": 500},
                         "redaction": {"action": "PSEUDONYMISE", "overrides": {"US_SSN": "REJECT"}},
                         "readers": ["role:ml-engineer"], "tagReaders": {"hr": ["user:u-1"]}}
                        """).expect(201);
        assertThat(made.body().path("chunking").toString())
                .isEqualTo("{\"strategy\":\"HEADING\",\"size\":500,\"overlap\":50}");
        assertThat(made.body().path("redaction").path("overrides").toString()).isEqualTo("{\"US_SSN\":\"REJECT\"}");
        assertThat(made.body().path("contents").path("documents").asLong()).isZero();
        String tag = engineer.get(BASES + "kb-life").expect(200).header("ETag");

        engineer.with("If-Match", "\"99\"").put(BASES + "kb-life", "{}").expect(412, "stale-version");
        Answer replaced =
                engineer.with("If-Match", tag).put(BASES + "kb-life", "{}").expect(200);
        assertThat(replaced.body().path("redaction").path("action").asString()).isEqualTo("MASK");
        assertThat(replaced.body().path("chunking").path("strategy").asString()).isEqualTo("HEADING");
        engineer.with("If-Match", tag).delete(BASES + "kb-life").expect(412, "stale-version");
        engineer.delete(BASES + "kb-life").expect(204);
        engineer.get(BASES + "kb-life").expect(404, "not-found");
        assertThat(registry.audited("registry.knowledgeBase.changed", "kb-life", "SUCCESS"))
                .isEqualTo(2);
        assertThat(registry.audited("registry.knowledgeBase.deleted", "kb-life", "SUCCESS"))
                .isOne();
    }

    @Test
    void reportsWhatAPutWouldChangeAndStoresNothing() {
        Client engineer = engineer();
        Answer fresh = engineer.post(BASES + "kb-diff/diff", "{\"description\": \"Rules\", \"readers\": [\"role:a\"]}")
                .expect(200);
        assertThat(fresh.body().path("from").asInt()).isZero();
        assertThat(fresh.body().path("changes").toString())
                .contains("\"/chunking/strategy\"", "\"/readers\"", "\"Rules\"")
                .doesNotContain("tagReaders");
        engineer.get(BASES + "kb-diff").expect(404, "not-found");
        String tag = engineer.put(BASES + "kb-diff", "{\"description\": \"Rules\"}")
                .expect(201)
                .header("ETag");
        assertThat(engineer.post(BASES + "kb-diff/diff", "{\"description\": \"Rules\"}")
                        .expect(200)
                        .body()
                        .path("changes")
                        .isEmpty())
                .isTrue();
        Answer changed = engineer.post(BASES + "kb-diff/diff", "{\"keepOriginal\": true}")
                .expect(200);
        assertThat(changed.body().path("etag").asString()).isEqualTo(tag);
        assertThat(changed.body().path("changes").findValuesAsString("pointer"))
                .containsExactly("/description", "/keepOriginal");
        registry.engineer("knowledge-2").post(BASES + "kb-diff/diff", "{}").expect(404, "not-found");
        assertThat(registry.audited("registry.knowledgeBase.changed", "kb-diff", "SUCCESS"))
                .isOne();
    }

    @Test
    void hidesThoseOfOtherTeams() {
        engineer().put(BASES + "kb-theirs", "{}").expect(201);
        Client stranger = registry.engineer("knowledge-2");
        stranger.get(BASES + "kb-theirs").expect(404, "not-found");
        stranger.put(BASES + "kb-theirs", "{}").expect(404, "not-found");
        stranger.delete(BASES + "kb-theirs").expect(404, "not-found");
        stranger.post(BASES + "kb-theirs/search", "{\"query\": \"x\"}").expect(404, "not-found");
        stranger.get(BASES + "kb-theirs/documents").expect(404, "not-found");
        assertThat(stranger.get("/api/v1/knowledge-bases").expect(200).body().toString())
                .doesNotContain("kb-theirs");
        registry.user("knowledge", Role.AUDITOR).put(BASES + "kb-theirs", "{}").expect(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"chunking\": {\"strategy\": \"FIXED\", \"size\": 9}}|/chunking/size",
                "{\"chunking\": {\"strategy\": \"FIXED\", \"size\": 100, \"overlap\": 51}}|/chunking",
                "{\"redaction\": {}}|/redaction/action",
                "{\"readers\": [\"everybody\"]}|/readers/0",
                "{\"tagReaders\": {\"hr\": []}}|/tagReaders/hr",
            })
    void refusesInvalidSettings(String body, String pointer) {
        assertThat(engineer()
                        .put(BASES + "kb-bad", body)
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly(pointer);
    }
}
