package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedGateway.class)
class AnalysisIT {

    private final RunningGateway gateway;

    AnalysisIT(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void answersAsPresidiosAnalyzerDoes() {
        JsonNode found = post("/analyze", """
                {"text": "🙂 My SSN is 078-05-1123", "language": "en", "entities": ["US_SSN"],
                 "return_decision_process": true, "correlation_id": "1"}""");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/entity_type").asString()).isEqualTo("US_SSN");
        assertThat(found.at("/0/start").asInt()).isEqualTo(12);
        assertThat(found.at("/0/end").asInt()).isEqualTo(23);
        assertThat(found.at("/0/score").asDouble()).isEqualTo(0.85);
        assertThat(found.at("/0/analysis_explanation/recognizer").asString()).isEqualTo("pii.us_ssn");
        assertThat(found.at("/0/recognition_metadata/recognizer_name").asString())
                .isEqualTo("pii.us_ssn");
        JsonNode each = post("/analyze", "{\"text\": [\"a@example.com\", \"nothing\"], \"language\": \"en\"}");
        assertThat(each.at("/0/0/entity_type").asString()).isEqualTo("EMAIL_ADDRESS");
        assertThat(each.get(1)).isEmpty();
    }

    @Test
    void looksForWhatTheRequestBringsAndLeavesWhatItAllows() {
        JsonNode found = post("/analyze", """
                {"text": "rocket-12 of a@example.com, b@example.com", "language": "en", "score_threshold": 0.5,
                 "entities": ["ROCKET", "EMAIL_ADDRESS"], "allow_list": ["a@example.com"],
                 "ad_hoc_recognizers": [{"name": "Rockets", "supported_language": "en", "supported_entity": "ROCKET",
                   "patterns": [{"name": "rocket", "regex": "rocket-\\\\d+", "score": 0.6}]}]}""");
        assertThat(found.findValuesAsString("entity_type")).containsExactly("ROCKET", "EMAIL_ADDRESS");
        assertThat(found.at("/1/start").asInt()).isEqualTo(28);
    }

    @Test
    void knowsALanguageHoweverItsTagIsSpelled() {
        JsonNode found = post("/analyze", """
                {"text": "rocket-12", "language": "EN_us", "entities": ["ROCKET"],
                 "ad_hoc_recognizers": [{"supported_language": "en-GB", "supported_entity": "ROCKET",
                   "patterns": [{"regex": "rocket-\\\\d+", "score": 0.6}]}]}""");
        assertThat(found.findValuesAsString("entity_type")).containsExactly("ROCKET");
    }

    @Test
    void goesByAChecksumThatTheRequestNames() {
        JsonNode found = post("/analyze", """
                {"text": "parts 4006381333931 and 4006381333932 of the ACME line", "language": "en",
                 "entities": ["PART"], "ad_hoc_recognizers": [{"supported_entity": "PART", "checksum": "gs1",
                   "patterns": [{"regex": "\\\\b\\\\d{13}\\\\b", "score": 0.1}], "deny_list": ["ACME"]}]}""");
        assertThat(found.findValuesAsString("start")).containsExactly("6", "45");
        assertThat(found.at("/0/score").asDouble()).isEqualTo(1);
    }

    @Test
    void putsInTheirPlaceWhatTheAnonymizersSay() {
        String results = """
                [{"start": 6, "end": 19, "score": 1, "entity_type": "EMAIL_ADDRESS"},
                 {"start": 6, "end": 12, "score": 0.5, "entity_type": "URL"},
                 {"start": 23, "end": 26, "score": 0.5, "entity_type": "PERSON"}]""";
        JsonNode replaced = post(
                "/anonymize",
                "{\"text\": \"Mail: a@example.com to Ada\", \"analyzer_results\": %s}".formatted(results));
        assertThat(replaced.path("text").asString()).isEqualTo("Mail: <EMAIL_ADDRESS> to <PERSON>");
        assertThat(replaced.at("/items/0/entity_type").asString()).isEqualTo("PERSON");
        assertThat(replaced.at("/items/1/start").asInt()).isEqualTo(6);
        assertThat(replaced.at("/items/1/end").asInt()).isEqualTo(21);
        JsonNode masked = post("/anonymize", """
                {"text": "Mail: a@example.com to Ada", "analyzer_results": %s, "anonymizers":
                 {"DEFAULT": {"type": "redact"}, "EMAIL_ADDRESS":
                   {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": true}}}""".formatted(results));
        assertThat(masked.path("text").asString()).isEqualTo("Mail: a@example**** to ");
    }

    @Test
    void turnsBackWhatItHasEncrypted() {
        String key = "{\"DEFAULT\": {\"type\": \"%s\", \"key\": \"WmZq4t7w!z%%C&F)J\"}}";
        JsonNode sealed = post("/anonymize", """
                {"text": "I am Ada", "analyzer_results": [{"start": 5, "end": 8, "entity_type": "PERSON"}],
                 "anonymizers": %s}""".formatted(key.formatted("encrypt")));
        assertThat(sealed.path("text").asString()).startsWith("I am ").doesNotContain("Ada");
        JsonNode opened = post(
                "/deanonymize", """
                {"text": %s, "anonymizer_results": %s, "deanonymizers": %s}""".formatted(sealed.path("text"), sealed.path("items"), key.formatted("decrypt")));
        assertThat(opened.path("text").asString()).isEqualTo("I am Ada");
    }

    @Test
    void tellsWhatItKnows() {
        assertThat(get("/supportedentities?language=en").body())
                .contains("\"CREDIT_CARD\"", "\"PERSON\"", "\"MEDICAL_MEDICATION\"")
                .doesNotContain("\"INSULT\"");
        assertThat(get("/recognizers").body()).contains("\"pii.iban\"");
    }

    @Test
    void refusesInPresidiosShape() {
        for (String body : List.of(
                "{}",
                "{\"text\": 1, \"language\": \"en\"}",
                "{\"text\": [1], \"language\": \"en\"}",
                "{\"text\": \"a\", \"score_threshold\": 2}",
                "{\"text\": \"a\", \"ad_hoc_recognizers\": [{\"supported_entity\": \"A\", \"checksum\": \"crc\"}]}",
                "{\"text\": \"a\", \"ad_hoc_recognizers\": [{\"supported_entity\": \"A\", \"patterns\": [{\"regex\": \"(a\", \"score\": 1}]}]}")) {
            HttpResponse<String> refused = gateway.send("POST", "/analyze", gateway.engineer(), body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(json(refused).path("error").asString()).isNotBlank();
        }
        assertThat(json(gateway.send(
                                "POST", "/analyze", gateway.engineer(), "{\"text\": \"a\", \"score_threshold\": 2}"))
                        .path("error")
                        .asString())
                .contains("/score_threshold: ");
        assertThat(gateway.send("POST", "/analyze", "nobody", "{}").statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> get(String path) {
        return gateway.send("GET", path, gateway.engineer(), "");
    }

    private JsonNode post(String path, String body) {
        HttpResponse<String> answer = gateway.send("POST", path, gateway.engineer(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }
}
