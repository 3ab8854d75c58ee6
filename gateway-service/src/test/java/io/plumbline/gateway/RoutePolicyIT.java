package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which policy guards a route's calls, and who may say so. `lenient` looks for nothing.
class RoutePolicyIT extends ConfigurationTests {

    private static final String ADDRESS = "jane.roe@example.com";
    private static final String VARIANT = variant("a", "fake", "m", 1);

    RoutePolicyIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @BeforeEach
    void publish() {
        publish("lenient", 4, null, "{\"stages\": {}}");
        publish("of-team-c", 2, "team-c", """
                {"stages": {"input": {"pii": {"action": "block"}}}}""");
    }

    @Test
    void guardsByTheRoutesPolicyElseTheTeams() {
        gateway.route("lenient", "[" + VARIANT + "]", ", \"policy\": \"lenient\"");
        HttpResponse<String> lenient = gateway.call(chat("lenient", ADDRESS, ""));
        assertThat(provider.received().getLast().text()).contains(ADDRESS);
        assertThat(lenient.headers().firstValue("x-plumbline-guardrails")).hasValue("none");
        assertThat(gateway.event(lenient).at("/attributes/policy").asString()).isEqualTo("lenient@4");
        assertThat(put("foreign", gateway.admin(), TEAM, ", \"policy\": \"of-team-c\"")
                        .statusCode())
                .as("another team's")
                .isEqualTo(400);
        assertThat(put("of-c", engineerOfC(), "team-c", "").statusCode()).isEqualTo(201);
        HttpResponse<String> blocked = callOfC("of-c");
        assertThat(blocked.statusCode()).isEqualTo(400);
        assertThat(json(blocked).at("/error/code").asString()).isEqualTo("pii");
    }

    @Test
    void guardsByTheTeamsWhereTheRoutesIsNoneOfItsOwnAnyMore() {
        publish("given-away", 1, null, "{\"stages\": {}}");
        HttpResponse<String> named = put("named-of-c", gateway.admin(), "team-c", ", \"policy\": \"given-away\"");
        assertThat(named.statusCode()).as(named.body()).isEqualTo(201);
        assertThat(callOfC("named-of-c").statusCode()).isEqualTo(200);
        publish("given-away", 2, "team-z", "{\"stages\": {}}");
        await("the team's policy holds")
                .untilAsserted(
                        () -> assertThat(callOfC("named-of-c").statusCode()).isEqualTo(400));
    }

    @Test
    void letsNobodyUndoTheTeamsPolicyByARouteWhoMayNotWritePolicies() {
        HttpResponse<String> refused = put("way-round", engineerOfC(), "team-c", ", \"policy\": \"lenient\"");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("permission").asString()).isEqualTo("policy:write");
        assertThat(put("way-round", engineerOfC(), "team-c", "").statusCode()).isEqualTo(201);
        assertThat(put("way-round", engineerOfC(), "team-c", ", \"policy\": \"lenient\"")
                        .statusCode())
                .as("nor by a change")
                .isEqualTo(403);
        assertThat(callOfC("way-round").statusCode()).as("it is as it was").isEqualTo(400);
    }

    @Test
    void letsAnEngineerChangeTheRestOfARouteThatHasAPolicy() {
        put("ruled", gateway.admin(), "team-c", ", \"policy\": \"lenient\"");
        assertThat(put("ruled", engineerOfC(), "team-c", ", \"policy\": \"lenient\", \"retries\": 1")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> without = put("ruled", engineerOfC(), "team-c", "");
        assertThat(without.statusCode()).as("taking it away").isEqualTo(403);
        assertThat(json(without).path("detail").asString()).contains("leave it at lenient");
        assertThat(put("ruled", engineerOfC(), "team-c", ", \"policy\": \"of-team-c\"")
                        .statusCode())
                .as("putting another in its place")
                .isEqualTo(403);
    }

    @Test
    void isGivenByWhoWritesPoliciesAndMayNotWriteRoutes() {
        String officer = gateway.service().governance().userToken("platform", Role.COMPLIANCE_OFFICER);
        put("governed", engineerOfC(), "team-c", ", \"retries\": 2");
        HttpResponse<String> given = give("governed", officer, "{\"policy\": \"lenient\"}");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(json(given).path("policy").asString()).isEqualTo("lenient");
        assertThat(json(given).path("retries").asInt())
                .as("the rest is as it was")
                .isEqualTo(2);
        assertThat(callOfC("governed").statusCode()).isEqualTo(200);
        assertThat(give("governed", officer, "{\"policy\": \"unheard-of\"}").statusCode())
                .isEqualTo(400);
        assertThat(give("governed", engineerOfC(), "{\"policy\": null}").statusCode())
                .isEqualTo(403);
        assertThat(give("nowhere", officer, "{\"policy\": \"lenient\"}").statusCode())
                .isEqualTo(404);
        String old = given.headers().firstValue("etag").orElseThrow();
        assertThat(give("governed", officer, "{\"policy\": null}").statusCode()).isEqualTo(200);
        assertThat(callOfC("governed").statusCode()).as("the team's again").isEqualTo(400);
        assertThat(gateway.send("PUT", ROUTES + "governed/policy", officer, "{}", "If-Match", old)
                        .statusCode())
                .isEqualTo(412);
    }

    private void publish(String name, int version, @Nullable String team, String document) {
        Policies.publish(gateway, name, version, team, document);
    }

    private String engineerOfC() {
        return gateway.service().governance().userToken("team-c", Role.ML_ENGINEER);
    }

    private HttpResponse<String> put(String name, String credential, String team, String more) {
        return gateway.send("PUT", ROUTES + name, credential, """
                {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]%s}""".formatted(team, VARIANT, more));
    }

    private HttpResponse<String> give(String name, String credential, String body) {
        return gateway.send("PUT", ROUTES + name + "/policy", credential, body);
    }

    private HttpResponse<String> callOfC(String route) {
        return gateway.send("POST", "/v1/chat/completions", engineerOfC(), chat(route, ADDRESS, ""));
    }
}
