package io.plumbline.governance;

import io.plumbline.governance.Governance.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A governance whose guard policies are read and written.
abstract class PolicyTests {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String REDACT = "{\"stages\":{\"input\":{\"pii\":{\"action\":\"redact\"}}}}";
    static final String BLOCK =
            "{\"stages\":{\"input\":{\"pii\":{\"action\":\"block\",\"entities\":[\"US_SSN\"]}}},\"onFailure\":\"OPEN\"}";

    static Governance governance;
    static String registry;

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

    static JsonNode get(String path) {
        return governance.get(Governance.ADMIN_KEY, path).body();
    }

    static Answer put(String name, String document, String ifMatch) {
        return putAs(Governance.ADMIN_KEY, name, document, ifMatch);
    }

    static Answer putAs(String credential, String name, String document, String ifMatch) {
        var request = governance
                .service()
                .client(credential)
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
