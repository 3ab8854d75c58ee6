package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a `PUT` would change, told without changing it.
class PreviewIT extends ConfigurationTests {

    private static final String NAME = "previewed";

    PreviewIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @AfterEach
    void removeThePrice() {
        gateway.send("DELETE", "/api/v1/prices/" + NAME, gateway.admin(), "");
    }

    private String filled(String body) {
        return body.replace("TEAM", TEAM).replace("URL", provider.url());
    }

    private HttpResponse<String> diff(String path, String credential, String body) {
        return gateway.send("POST", path + "/diff", credential, body);
    }

    private long events() {
        return gateway.database()
                .sql("select count(*) from audit.event where audit.parse(canonical) -> 'resource' ->> 'id' = ?")
                .param(NAME)
                .query(Long.class)
                .single();
    }

    private long changes() {
        return gateway.database()
                .sql("select version from gateway.change_counter")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            routes | retries | 2 | {"team": "TEAM", "environment": "DEVELOPMENT", "retries": 1, "variants": [{"name": "v", "weight": 1, "target": {"provider": "fake", "model": "m"}}]}
            budgets | amountUsd | 12.5 | {"scope": {"team": "TEAM", "key": "nobody"}, "amountUsd": 1000, "period": "MONTH", "action": "ALERT"}
            limits | team | - | {"scope": {"team": "TEAM", "key": "nobody"}, "limits": {"requestsPerMinute": 100000}}
            prices | discountPercent | 7.5 | {"model": "sim-none", "validFrom": "2026-01-01", "discountPercent": 5}
            providers | models | ["m"] | {"team": "TEAM", "kind": "openai", "baseUrl": "URL", "models": []}
            """)
    void tellsWhatAPutWouldChangeAndStoresNothing(String things, String member, String value, String document) {
        String path = "/api/v1/" + things + "/" + NAME;
        String body = filled(document);
        long before = events();
        long change = changes();
        JsonNode made = json(diff(path, gateway.admin(), body));
        assertThat(made.path("from").asInt(-1)).as(made.toString()).isZero();
        assertThat(made.path("to").asInt()).isEqualTo(1);
        assertThat(made.has("etag")).isFalse();
        assertThat(made.path("changes").size()).isPositive();
        assertThat(gateway.send("GET", path, gateway.admin(), "").statusCode()).isEqualTo(404);
        assertThat(events()).as("events").isEqualTo(before);
        assertThat(changes()).as("changes that replicas follow").isEqualTo(change);

        HttpResponse<String> put = gateway.send("PUT", path, gateway.admin(), body);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        String tag = put.headers().firstValue("ETag").orElseThrow();
        JsonNode same = json(diff(path, gateway.admin(), body));
        assertThat(same.path("changes").size()).as(same.toString()).isZero();
        assertThat(same.path("to").asInt()).isEqualTo(same.path("from").asInt()).isPositive();
        assertThat(same.path("etag").asString()).isEqualTo(tag);
        if (!value.equals("-")) {
            String other = body.replaceFirst("\"" + member + "\": ([0-9]+|\\[])", "\"" + member + "\": " + value);
            assertThat(json(diff(path, gateway.admin(), other)).path("changes").findValuesAsString("pointer"))
                    .containsExactly("/" + member);
        }
        assertThat(gateway.send("GET", path, gateway.admin(), "").headers().firstValue("ETag"))
                .as("it is as it was")
                .contains(tag);
        HttpResponse<String> unknown = diff(path, gateway.admin(), body.replaceFirst("\\{", "{\"colour\": \"red\", "));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("colour");
    }

    @Test
    void tellsOfWhatAnObjectWithoutMembersSwitchesOn() {
        String path = ROUTES + NAME;
        String plain = """
            {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(TEAM, variant("v", "fake", "m", 1));
        String hardened = plain.replaceFirst("\\{", "{\"hardening\": {}, ");
        assertThat(gateway.send("PUT", path, gateway.admin(), plain).statusCode())
                .isIn(200, 201);
        assertThat(json(diff(path, gateway.admin(), hardened)).path("changes"))
                .hasToString("[{\"pointer\":\"/hardening\",\"before\":null,\"after\":{}}]");
        assertThat(gateway.send("PUT", path, gateway.admin(), hardened).statusCode())
                .isEqualTo(200);
        assertThat(json(diff(path, gateway.admin(), hardened)).path("changes")).isEmpty();
        assertThat(gateway.send("DELETE", path, gateway.admin(), "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void refusesWhatAPutRefuses() {
        String path = ROUTES + "not-to-be";
        String nowhere = """
            {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(TEAM, variant("v", "nobody", "m", 1));
        HttpResponse<String> unknown = diff(path, gateway.engineer(), nowhere);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).at("/errors/0/pointer").asString()).isEqualTo("/variants/0/target");
        String direct = nowhere.replace("nobody", "fake");
        HttpResponse<String> ungated = diff(path, gateway.engineer(), direct.replace("DEVELOPMENT", "PRODUCTION"));
        assertThat(ungated.statusCode()).isEqualTo(409);
        assertThat(json(ungated).path("type").asString()).isEqualTo("/problems/gate-required");
        assertThat(diff(path, gateway.application(), direct).statusCode()).isEqualTo(403);

        gateway.route("of-another-team", "fake");
        String stranger = gateway.service().governance().userToken("team-b", Role.ML_ENGINEER);
        assertThat(diff(ROUTES + "of-another-team", stranger, direct.replace(TEAM, "team-b"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysNothingOfACredential() {
        String path = PROVIDERS + "secretive";
        String body = """
            {"team": "%s", "kind": "openai", "baseUrl": "%s", "credential": "sk-hush"}""".formatted(TEAM, provider.url());
        HttpResponse<String> made = diff(path, gateway.admin(), body);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains("/hasCredential").doesNotContain("sk-hush");
    }
}
