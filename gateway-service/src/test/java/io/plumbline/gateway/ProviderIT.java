package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How providers are made, kept and lent.
class ProviderIT extends ConfigurationTests {

    ProviderIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void takesACredentialAndNeverGivesItBack() {
        String body = """
            {"kind": "openai", "baseUrl": "%s", "credential": "sk-canary-credential", "models": ["m", "n"]}\
            """.formatted(provider.url());
        HttpResponse<String> made = gateway.send("PUT", PROVIDERS + "sealed", gateway.admin(), body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("location")).hasValue(PROVIDERS + "sealed");
        HttpResponse<String> read = gateway.send("GET", PROVIDERS + "sealed", gateway.engineer(), "");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(json(read).path("hasCredential").asBoolean()).isTrue();
        assertThat(json(read).path("shared").asBoolean()).isTrue();
        assertThat(made.body() + read.body()).doesNotContain("sk-canary");
        byte[] stored = gateway.database()
                .sql("select credential from gateway.provider where name = 'sealed'")
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("sk-canary");
        JsonNode event = parsed(gateway.database()
                .sql(
                        "select convert_from(canonical, 'UTF8') from audit.event where action = 'gateway.provider.created' and resource_id"
                                + " = 'sealed'")
                .query(String.class)
                .single());
        assertThat(event.toString()).doesNotContain("sk-canary");
    }

    @Test
    void keepsACredentialOnlyAtItsAddress() {
        String made = """
            {"kind": "openai", "baseUrl": "%s", "credential": "sk-first"}\
            """.formatted(provider.url());
        gateway.send("PUT", PROVIDERS + "moving", gateway.admin(), made);
        String same = "{\"kind\": \"openai\", \"baseUrl\": \"" + provider.url() + "\", \"models\": [\"m\"]}";
        assertThat(json(gateway.send("PUT", PROVIDERS + "moving", gateway.admin(), same))
                        .path("hasCredential")
                        .asBoolean())
                .isTrue();
        String elsewhere = "{\"kind\": \"openai\", \"baseUrl\": \"http://127.0.0.1:9/v1\"}";
        HttpResponse<String> refused = gateway.send("PUT", PROVIDERS + "moving", gateway.admin(), elsewhere);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("type").asString()).isEqualTo("/problems/provider-credential-required");
        String without = "{\"kind\": \"openai\", \"baseUrl\": \"" + provider.url() + "\", \"credential\": \"\"}";
        assertThat(json(gateway.send("PUT", PROVIDERS + "moving", gateway.admin(), without))
                        .path("hasCredential")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void refusesUnknownKinds() {
        assertThat(gateway.send(
                                "PUT",
                                PROVIDERS + "other",
                                gateway.admin(),
                                "{\"kind\": \"unheard-of\", \"baseUrl\": \"https://8.8.8.8/v1\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void limitsAProviderToTheModelsThatItDeclares() {
        gateway.send("PUT", PROVIDERS + "declared", gateway.admin(), """
            {"kind": "openai", "baseUrl": "%s", "models": ["good"]}\
            """.formatted(provider.url()));
        gateway.route("declares", "[" + variant("a", "declared", "good", 1) + "]", "");
        HttpResponse<String> refused = putRoute("declares", "DEVELOPMENT", variant("a", "declared", "bad", 1), "");
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode models = json(gateway.send("GET", "/v1/models", gateway.admin(), ""));
        assertThat(models.toString()).contains("declared/good");
        assertThat(gateway.send("GET", "/v1/models/declared/good", gateway.admin(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("GET", "/v1/models/declared/bad", gateway.admin(), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsAProviderThatRoutesLeadTo() {
        gateway.provider("needed", provider.url());
        gateway.route("needs", "needed");
        HttpResponse<String> refused = gateway.send("DELETE", PROVIDERS + "needed", gateway.admin(), "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("needs");
        assertThat(gateway.send("DELETE", ROUTES + "needs", gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(gateway.send("DELETE", PROVIDERS + "needed", gateway.admin(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(gateway.send("GET", PROVIDERS + "needed", gateway.admin(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(gateway.call(chat("needs", "Hi", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void letsATeamUseItsOwnProvidersAndThePlatformsOnly() {
        gateway.send("PUT", PROVIDERS + "of-b", gateway.admin(), """
            {"team": "team-b", "kind": "openai", "baseUrl": "%s"}\
            """.formatted(provider.url()));
        assertThat(gateway.send("GET", PROVIDERS + "of-b", gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(putRoute("uses-b", "DEVELOPMENT", variant("a", "of-b", "m", 1), "")
                        .statusCode())
                .isEqualTo(400);
        gateway.registry().model(TEAM, "through-b", "of-b", "m", true);
        assertThat(putRoute("uses-b", "DEVELOPMENT", registered("through-b"), "")
                        .statusCode())
                .isEqualTo(400);
        gateway.registry().model("team-b", "model-of-b", "fake", "m", true);
        assertThat(putRoute("uses-b", "DEVELOPMENT", registered("model-of-b"), "")
                        .statusCode())
                .isEqualTo(400);
    }
}
