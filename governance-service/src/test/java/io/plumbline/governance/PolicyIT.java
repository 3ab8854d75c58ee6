package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.PolicyDocument;
import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Guard policies, and the feed by which the other services learn of them.
class PolicyIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REDACT = "{\"stages\":{\"input\":{\"pii\":{\"action\":\"redact\"}}}}";
    private static final String BLOCK =
            "{\"stages\":{\"input\":{\"pii\":{\"action\":\"block\",\"entities\":[\"US_SSN\"]}}},\"onFailure\":\"OPEN\"}";

    private static Governance governance;
    private static String registry;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.team("retail-banking");
        registry = governance.serviceToken("registry");
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void shipsTheStandardPolicyToEverybody() {
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        JsonNode standard =
                governance.get(engineer, "/api/v1/policies/standard").body();
        assertThat(standard.path("version").asInt()).isEqualTo(1);
        assertThat(standard.path("stages")
                        .path("input")
                        .path("prompt_injection")
                        .at("/escalate/0/action")
                        .asString())
                .isEqualTo("block");
        PolicyEntry published = snapshot(0, 0).policies().stream()
                .filter(policy -> policy.name().equals("standard"))
                .findFirst()
                .orElseThrow();
        assertThat(PolicyDocument.read(
                        JSON.convertValue(published.document(), new TypeReference<Map<String, Object>>() {})))
                .isEqualTo(GuardPolicy.standard());
        assertThat(published.team()).isNull();
    }

    @Test
    void keepsEachVersionAndSaysWhatChanged() {
        assertThat(put("versioned", REDACT, null).status()).isEqualTo(201);
        Answer same = put("versioned", REDACT, null);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body().path("version").asInt()).isEqualTo(1);
        Answer changed = put("versioned", BLOCK, "\"1\"");
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);
        assertThat(changed.body().path("onFailure").asString()).isEqualTo("OPEN");
        assertThat(put("versioned", REDACT, "\"1\"").status()).isEqualTo(412);

        JsonNode versions = get("/api/v1/policies/versioned/versions").path("items");
        assertThat(versions.valueStream().map(version -> version.path("version").asInt()))
                .containsExactly(2, 1);
        assertThat(get("/api/v1/policies/versioned/versions/1")
                        .path("document")
                        .path("onFailure")
                        .asString())
                .isEqualTo("CLOSED");
        JsonNode changes = get("/api/v1/policies/versioned/diff?from=1&to=2").path("changes");
        assertThat(changes.valueStream().map(change -> change.path("pointer").asString()))
                .containsExactly("/onFailure", "/stages/input/pii/action", "/stages/input/pii/entities");
        assertThat(changes.get(1).path("before").asString()).isEqualTo("redact");
        assertThat(changes.get(1).path("after").asString()).isEqualTo("block");
        JsonNode events = get("/api/v1/audit/events?action=governance.policy.changed&resource=versioned");
        assertThat(events.path("items").size()).isEqualTo(2);
    }

    @Test
    void refusesDocumentsThatWouldGuardNothingByMistake() {
        Map<String, String> wrong = Map.of(
                "{\"stages\":{\"inputs\":{}}}", "/stages/inputs",
                "{\"stages\":{\"input\":{\"piii\":{\"action\":\"redact\"}}}}", "/stages/input/piii",
                "{\"stages\":{\"input\":{\"pii\":{\"action\":\"redcat\"}}}}", "/stages/input/pii/action",
                "{\"stages\":{\"input\":{\"pii\":{\"action\":\"redact\",\"entities\":[\"EMAIL_ADRESS\"]}}}}",
                        "/stages/input/pii/entities",
                "{\"stages\":{\"output\":{\"secret\":{\"action\":\"block\",\"entities\":[\"a\\r\\nb: c\"]}}}}",
                        "/stages/output/secret/entities",
                "{\"stages\":{\"input\":{\"secret\":{\"action\":\"block\",\"entities\":[\"PERSON\"]}}}}",
                        "/stages/input/secret/entities",
                "{\"stages\":{\"input\":{\"toxicity\":{\"action\":\"flag\",\"entities\":[\"INSULTING\"]}}}}",
                        "/stages/input/toxicity/entities",
                "{\"stages\":{},\"onFailure\":\"SOMETIMES\"}", "/onFailure");
        wrong.forEach((document, pointer) -> {
            Answer refused = put("wrong", document, null);
            assertThat(refused.status()).as(document).isEqualTo(400);
            assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                    .isEqualTo(pointer);
        });
        assertThat(put("wrong", "{\"stages\":{\"input\":{\"pii\":{\"action\":\"redact\",\"treshold\":1}}}}", null)
                        .status())
                .isEqualTo(400);
        assertThat(put("wrong", "{}", null).status()).isEqualTo(400);
        assertThat(governance
                        .get(Governance.ADMIN_KEY, "/api/v1/policies/wrong")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void namesTheEntitiesOfEachDetector() {
        for (String rule : List.of(
                "\"pii\":{\"action\":\"redact\",\"entities\":[\"EMAIL_ADDRESS\",\"US_SSN\"]}",
                "\"secret\":{\"action\":\"block\",\"entities\":[\"AWS_ACCESS_KEY\"]}",
                "\"jailbreak\":{\"action\":\"block\",\"entities\":[\"ROLE_PLAY\"]}")) {
            assertThat(put("entities", "{\"stages\":{\"input\":{" + rule + "}}}", null)
                            .status())
                    .as(rule)
                    .isBetween(200, 201);
        }
    }

    @Test
    void comesWithPoliciesThatNobodyCanChange() {
        assertThat(get("/api/v1/policies?limit=500")
                        .path("items")
                        .valueStream()
                        .filter(policy -> policy.path("builtIn").asBoolean())
                        .map(policy -> policy.path("name").asString()))
                .containsExactly("deterministic", "observe", "standard", "strict");
        assertThat(get("/api/v1/policies/deterministic")
                        .path("detectors")
                        .path("encoder")
                        .asBoolean(true))
                .isFalse();
        Answer refused = put("observe", REDACT, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/policy-built-in");
    }

    @Test
    void keepsAllThatARuleCanSay() {
        String document = """
                {"stages": {"input": {
                   "pii": {"action": "redact", "threshold": 0.5, "operator": "placeholder",
                           "entityRules": {"IP_ADDRESS": {"action": "allow", "threshold": 0.5, "operator": "placeholder"}},
                           "languages": ["de", "en"], "message": "Not here.",
                           "exceptions": [{"roles": ["ml-engineer"], "action": "flag"}]},
                   "jailbreak": {"action": "flag", "threshold": 0.5, "operator": "placeholder",
                                 "escalate": [{"from": 0.75, "action": "block"}], "onFailure": "OPEN", "timeoutMs": 20},
                   "timeoutMs": 900}},
                 "onFailure": "CLOSED", "timeoutMs": 2000, "detectors": {"encoder": false}}
                """.replace("IP_ADDRESS", "EMAIL_ADDRESS");
        assertThat(put("wordy", document, null).status()).isEqualTo(201);
        JsonNode stored = get("/api/v1/policies/wordy/versions/1").path("document");
        assertThat(stored).isEqualTo(JSON.readTree(document));
    }

    @Test
    void keepsWhatAPolicyFindsOfItsOwn() {
        String document = """
                {"stages": {"input": {"pii": {"action": "redact", "threshold": 0.5, "operator": "placeholder",
                                              "entities": ["BADGE", "DENY_LIST"]},
                                      "policy": {"action": "block", "threshold": 0.5, "operator": "placeholder"}}},
                 "onFailure": "CLOSED", "timeoutMs": 2000, "detectors": {"custom.badge": false},
                 "tools": {"default": "block", "destructive": "allow", "rules": [{"name": "search*", "action": "allow"}]},
                 "allowList": [{"value": "help@example.com", "entities": ["EMAIL_ADDRESS"]}],
                 "denyList": [{"value": "Blue Heron", "entity": "DENY_LIST", "category": "pii", "score": 1.0},
                              {"value": "Omega", "entity": "PROJECT", "category": "policy", "score": 1.0}],
                 "customRecognizers": [{"name": "badge", "entity": "BADGE", "category": "pii", "languages": ["en"],
                   "patterns": [{"regex": "B-\\\\d{6}", "score": 0.4}], "checksum": "luhn", "context": ["badge"]}]}
                """;
        Answer stored = put("own", document, null);
        assertThat(stored.status()).as(stored.body().toString()).isEqualTo(201);
        assertThat(get("/api/v1/policies/own/versions/1").path("document")).isEqualTo(JSON.readTree(document));
        Answer tried = post("/api/v1/policies/own/dry-run", "{\"draft\": " + document + "}");
        assertThat(tried.status()).as(tried.body().toString()).isEqualTo(200);
        Map.of(
                        "\"(?<=a)b\"", "/customRecognizers/0/patterns/0/regex",
                        "\"a*?\"", "/customRecognizers/0/patterns/0/regex")
                .forEach((regex, pointer) -> {
                    Answer refused = put("own", document.replace("\"B-\\\\d{6}\"", regex), null);
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.body().at("/errors/0/pointer").asString())
                            .isEqualTo(pointer);
                });
        assertThat(put("own", document.replace("[\"EMAIL_ADDRESS\"]", "[\"EMIAL\"]"), null)
                        .body()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/allowList");
    }

    @Test
    void saysWhatADocumentWouldChange() {
        Answer fresh = post("/api/v1/policies/tried/diff", REDACT);
        assertThat(fresh.body().path("from").asInt()).isZero();
        assertThat(fresh.body().path("to").asInt()).isEqualTo(1);
        assertThat(governance
                        .get(Governance.ADMIN_KEY, "/api/v1/policies/tried")
                        .status())
                .isEqualTo(404);
        put("tried", REDACT, null);
        Answer same = post("/api/v1/policies/tried/diff", REDACT);
        assertThat(same.body().path("to").asInt()).isEqualTo(1);
        assertThat(same.body().path("changes")).isEmpty();
        Answer other = post("/api/v1/policies/tried/diff", BLOCK);
        assertThat(other.body().path("to").asInt()).isEqualTo(2);
        assertThat(other.body().path("changes").findValuesAsString("pointer"))
                .contains("/stages/input/pii/action", "/onFailure");
    }

    @Test
    void isWrittenInYamlToo() {
        String yaml = """
                stages:
                  input:
                    pii: {action: redact, operator: mask}
                onFailure: OPEN
                """;
        assertThat(send("yaml", yaml, "application/yaml").status()).isEqualTo(201);
        assertThat(get("/api/v1/policies/yaml").path("onFailure").asString()).isEqualTo("OPEN");
        assertThat(send("yaml", yaml.replace("onFailure", "onfailure"), "application/yaml")
                        .status())
                .isEqualTo(400);
        assertThat(send("yaml", "stages: [", "application/yaml").status()).isEqualTo(400);
        assertThat(send("yaml", "stages: {}\nstages: {}", "application/yaml")
                        .body()
                        .path("detail")
                        .asString())
                .startsWith("The body names a member twice");
        assertThat(send("yaml", "stages: {}\ntimeoutMs: 99999999999", "application/yaml")
                        .body()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/timeoutMs");
        assertThat(send("yaml", "stages: {input: {pii: {action: block, message: \"\\0\"}}}", "application/yaml")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void describesItsDocuments() {
        assertThat(get("/api/v1/policy-schema").path("properties").has("stages"))
                .isTrue();
    }

    @Test
    void isOneTeamsDefaultAndHiddenFromOthers() {
        String body = REDACT.replaceFirst("\\{", "{\"team\":\"retail-banking\",");
        assertThat(put("careful", body, null).status()).isEqualTo(201);
        assertThat(put("stricter", body, null).body().path("type").asString())
                .isEqualTo("/problems/default-policy-exists");
        assertThat(put("careful", REDACT, null).body().path("type").asString())
                .isEqualTo("/problems/policy-team-fixed");
        assertThat(put("standard", body, null).status()).isEqualTo(409);
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        String stranger = governance.key("elsewhere", Role.ML_ENGINEER);
        assertThat(governance.get(engineer, "/api/v1/policies/careful").status())
                .isEqualTo(200);
        assertThat(governance.get(stranger, "/api/v1/policies/careful").status())
                .isEqualTo(404);
        assertThat(governance.get(stranger, "/api/v1/policies/careful/versions").status())
                .isEqualTo(404);
        assertThat(governance.get(stranger, "/api/v1/policies").body().toString())
                .contains("standard")
                .doesNotContain("careful");
    }

    @Test
    void tellsWaitingServicesWithinASecond() throws Exception {
        long version = snapshot(0, 0).version();
        assertThat(snapshot(version, 0)).satisfies(unchanged -> {
            assertThat(unchanged.complete()).isFalse();
            assertThat(unchanged.keys()).isEmpty();
            assertThat(unchanged.policies()).isEmpty();
        });
        CompletableFuture<GovernanceSnapshot> waiting = CompletableFuture.supplyAsync(() -> snapshot(version, 20));
        String key = governance.newKey("retail-banking", Role.APPLICATION, null);
        long changed = System.nanoTime();
        GovernanceSnapshot told = waiting.get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(1));
        assertThat(told.complete()).isFalse();
        assertThat(told.keys()).hasSize(1).first().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(Governance.idOf(key));
            assertThat(entry.role()).isEqualTo("application");
            assertThat(entry.revoked()).isFalse();
        });
        assertThat(told.teams()).contains("platform", "retail-banking");

        governance
                .admin()
                .delete()
                .uri("/api/v1/api-keys/" + Governance.idOf(key))
                .exchange();
        assertThat(snapshot(told.version(), 5).keys()).hasSize(1).allMatch(entry -> entry.revoked());
        assertThat(snapshot(told.version() + 1_000_000, 0).complete()).isTrue();
    }

    private static GovernanceSnapshot snapshot(long since, int waitSeconds) {
        Answer answer =
                governance.get(registry, "/internal/v1/snapshot?since=" + since + "&waitSeconds=" + waitSeconds);
        assertThat(answer.status()).isEqualTo(200);
        return JSON.convertValue(answer.body(), GovernanceSnapshot.class);
    }

    private static JsonNode get(String path) {
        return governance.get(Governance.ADMIN_KEY, path).body();
    }

    private static Answer send(String name, String document, String type) {
        var result = governance
                .admin()
                .put()
                .uri("/api/v1/policies/" + name)
                .contentType(MediaType.parseMediaType(type))
                .accept(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange()
                .expectBody()
                .returnResult();
        return new Answer(result.getStatus().value(), JSON.readTree(result.getResponseBody()));
    }

    private static Answer post(String path, String body) {
        return governance.post(Governance.ADMIN_KEY, path, JSON.readTree(body));
    }

    private static Answer put(String name, String document, String ifMatch) {
        var request = governance
                .admin()
                .put()
                .uri("/api/v1/policies/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        var result = request.exchange().expectBody().returnResult();
        return new Answer(result.getStatus().value(), JSON.readTree(result.getResponseBody()));
    }
}
