package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Tests of the connection to a provider, and what uses one.
class ProviderTrialIT extends ConfigurationTests {

    private static final String NAME = "tried";

    ProviderTrialIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    private void register(String kind, String baseUrl, String models) {
        HttpResponse<String> put = gateway.send(
                "PUT",
                PROVIDERS + NAME,
                gateway.admin(),
                "{\"kind\": \"%s\", \"baseUrl\": \"%s\", \"credential\": \"sk-canary-trial\", \"models\": [%s]}"
                        .formatted(kind, baseUrl, models));
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
    }

    private HttpResponse<String> test(String credential, String body) {
        return gateway.send("POST", PROVIDERS + NAME + "/test", credential, body);
    }

    @Test
    void callsAModelWithTheStoredCredentialAndNotesIt() {
        register("openai", provider.url(), "\"m\"");
        JsonNode result = json(test(gateway.admin(), "{}"));
        assertThat(result.path("outcome").asString()).as(result.toString()).isEqualTo("ANSWERED");
        assertThat(result.path("model").asString()).isEqualTo("m");
        assertThat(result.path("status").asInt()).isEqualTo(200);
        assertThat(provider.received())
                .anySatisfy(
                        call -> assertThat(call.headers().get("authorization")).isEqualTo("Bearer sk-canary-trial"));
        String event = gateway.database()
                .sql("select convert_from(canonical, 'UTF8') from audit.event where action ="
                        + " 'gateway.provider.tested' order by id desc limit 1")
                .query(String.class)
                .single();
        assertThat(event).contains("ANSWERED", NAME).doesNotContain("sk-canary");
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIAL_REFUSED",
        "404, MODEL_UNKNOWN",
        "429, RATE_LIMITED",
        "400, REQUEST_REFUSED",
        "503, PROVIDER_FAILED"
    })
    void saysWhyAProviderRefusesWithoutItsWords(int status, String outcome) {
        register("openai", provider.url(), "\"m\"");
        provider.plays(
                (_, connection) -> connection.json(status, "{\"error\": {\"message\": \"bad key sk-canary-trial\"}}"));
        HttpResponse<String> answer = test(gateway.admin(), "");
        assertThat(json(answer).path("outcome").asString()).isEqualTo(outcome);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("sk-canary").doesNotContain("bad key");
    }

    @Test
    void tellsAnAddressThatIsNoModelApiFromOneThatNobodyAnswers() {
        register("anthropic", provider.url(), "\"m\"");
        assertThat(json(test(gateway.admin(), "{}")).path("outcome").asString()).isEqualTo("NOT_A_MODEL_API");
        register("openai", "http://127.0.0.1:9/v1", "\"m\"");
        assertThat(json(test(gateway.admin(), "{}")).path("outcome").asString()).isEqualTo("UNREACHABLE");
    }

    @Test
    void needsAModelThatMayBeCalled() {
        register("openai", provider.url(), "");
        assertThat(test(gateway.admin(), "{}").statusCode()).isEqualTo(400);
        assertThat(test(gateway.admin(), "{\"model\": \"any\"}").statusCode()).isEqualTo(200);
        register("openai", provider.url(), "\"m\"");
        assertThat(test(gateway.admin(), "{\"model\": \"other\"}").body()).contains("/model");
        assertThat(test(gateway.engineer(), "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void listsTheRoutesOfTheCallersTeamsThatUseAProvider() {
        register("openai", provider.url(), "");
        gateway.route("tries", NAME);
        String path = PROVIDERS + NAME + "/uses";
        HttpResponse<String> other =
                gateway.send("PUT", ROUTES + "tries-b", gateway.admin(), """
                    {"team": "team-b", "environment": "DEVELOPMENT", "variants": [%s]}\
                    """.formatted(variant("a", NAME, "m", 1)));
        assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
        assertThat(json(gateway.send("GET", path, gateway.engineer(), ""))
                        .path("routes")
                        .toString())
                .isEqualTo("[\"tries\"]");
        assertThat(json(gateway.send("GET", path, gateway.admin(), ""))
                        .path("routes")
                        .toString())
                .isEqualTo("[\"tries\",\"tries-b\"]");
        gateway.send("DELETE", ROUTES + "tries-b", gateway.admin(), "");
        gateway.send("DELETE", ROUTES + "tries", gateway.engineer(), "");
    }
}
