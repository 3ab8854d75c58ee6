package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// What the document of a guard policy can say, and what is refused.
class PolicyDocumentIT extends PolicyTests {

    @Test
    void refusesDocumentsThatAccidentallyGuardNothing() {
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
                "{\"stages\":{},\"evidenceGraceSeconds\":7776001}", "/evidenceGraceSeconds",
                "{\"stages\":{},\"placeholders\":\"SESSION\"}", "/placeholders",
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
    void supportsEveryPartOfARule() {
        String document = """
                {"stages": {"input": {
                   "pii": {"action": "redact", "threshold": 0.5, "operator": "placeholder",
                           "entityRules": {"IP_ADDRESS": {"action": "allow", "threshold": 0.5, "operator": "placeholder"}},
                           "languages": ["de", "en"], "message": "Not here.",
                           "exceptions": [{"roles": ["ml-engineer"], "action": "flag"}]},
                   "jailbreak": {"action": "flag", "threshold": 0.5, "operator": "placeholder",
                                 "escalate": [{"from": 0.75, "action": "block"}], "onFailure": "OPEN", "timeoutMs": 20},
                   "timeoutMs": 900}},
                 "onFailure": "CLOSED", "onOverload": "DEGRADE", "timeoutMs": 2000, "evidenceGraceSeconds": 604800,
                 "detectors": {"encoder": false}}
                """.replace("IP_ADDRESS", "EMAIL_ADDRESS");
        assertThat(put("wordy", document, null).status()).isEqualTo(201);
        JsonNode stored = get("/api/v1/policies/wordy/versions/1").path("document");
        assertThat(stored).isEqualTo(JSON.readTree(document));
    }

    @Test
    void keepsCustomDetectorsOfAPolicy() {
        String document = """
                {"stages": {"input": {"pii": {"action": "redact", "threshold": 0.5, "operator": "placeholder",
                                              "entities": ["BADGE", "DENY_LIST"]},
                                      "policy": {"action": "block", "threshold": 0.5, "operator": "placeholder"}}},
                 "onFailure": "CLOSED", "timeoutMs": 2000, "evidenceGraceSeconds": 3600, "spotlight": "datamark",
                 "onOverload": "DEGRADE", "placeholders": "CALL",
                 "detectors": {"custom.badge": false},
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
    void previewsADocument() {
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
    void supportsYaml() {
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

    /// What the schema describes can be sent, and is shown again.
    @Test
    void describesItsDocuments() {
        String document = """
                {"stages": {"input": {"pii": {"action": "redact"}}}, "onFailure": "OPEN", "timeoutMs": 500,
                 "onOverload": "REFUSE", "placeholders": "TEAM", "evidenceGraceSeconds": 60, "detectors": {"encoder": false}, "allowList": [{"value": "Plumbline"}],
                 "denyList": [{"value": "Project Falcon", "entity": "PROJECT"}], "customRecognizers": [
                   {"name": "ticket", "entity": "TICKET", "patterns": [{"regex": "TCK-[0-9]{6}", "score": 0.8}]}],
                 "spotlight": "delimit", "egress": {"routingMembers": "drop", "allowedHosts": ["wiki.example.com"]},
                 "tools": {"default": "ask"}}""";
        Set<String> described =
                Set.copyOf(get("/api/v1/policy-schema").path("properties").propertyNames());
        assertThat(JSON.readTree(document).propertyNames()).hasSameElementsAs(described);
        Answer stored = put("described", document, null);
        assertThat(stored.status()).as("%s", stored.body()).isEqualTo(201);
        assertThat(stored.body().propertyNames()).containsAll(described);
        assertThat(stored.body().at("/egress/allowedHosts/0").asString()).isEqualTo("wiki.example.com");
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
}
