package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static io.plumbline.gateway.RunningGateway.variantOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// How a route leads calls by what they are, and says why.
@ExtendWith(SharedGateway.class)
class RoutingRulesIT {

    private static final String TWO = "[" + variant("usual", "fake", "rules-usual", 1) + ","
            + variant("special", "fake", "rules-special", 0) + "]";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    RoutingRulesIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void leadsCallsByTagAndSaysSo() {
        rule("by-tag", "{\"tags\": {\"channel\": [\"app\", \"web\"], \"tier\": [\"gold\"]}}");
        HttpResponse<String> meant = gateway.call(
                chat("by-tag", "Hi", ", \"plumbline\": {\"tags\": {\"channel\": \"web\", \"tier\": \"gold\"}}"));
        assertThat(variantOf(meant)).isEqualTo("special");
        JsonNode routing = gateway.event(meant).at("/attributes/routing");
        assertThat(routing.path("rule").asString()).isEqualTo("exception");
        assertThat(routing.path("by").asString()).isEqualTo("weight");
        assertThat(routing.path("share").asDouble()).isEqualTo(1);
        HttpResponse<String> other =
                gateway.call(chat("by-tag", "Hi", ", \"plumbline\": {\"tags\": {\"channel\": \"web\"}}"));
        assertThat(variantOf(other)).isEqualTo("usual");
        assertThat(gateway.event(other).at("/attributes").has("routing"))
                .as("nothing to explain")
                .isFalse();
    }

    @Test
    void recordsTheLanguageAndOnlyTheTagsThatTheRouteDeclares() {
        gateway.route(
                "segmented",
                "[" + variant("v", "fake", "gpt-4.1", 1) + "]",
                ", \"segmentTags\": {\"tier\": [\"gold\", \"free\"], \"channel\": [\"web\"]}");
        JsonNode german = gateway.event(gateway.call(chat(
                        "segmented",
                        "Bitte fasse den folgenden Vertrag in drei kurzen Absätzen zusammen.",
                        ", \"plumbline\": {\"tags\": {\"tier\": \"gold\", \"channel\": \"erika.mustermann\","
                                + " \"customer\": \"erika\"}}")))
                .path("attributes");
        assertThat(german.path("language").asString()).isEqualTo("de");
        assertThat(german.path("segmentTags").toString()).isEqualTo("{\"channel\":\"other\",\"tier\":\"gold\"}");
        JsonNode brief =
                gateway.event(gateway.call(chat("segmented", "Hi", ""))).path("attributes");
        assertThat(brief.has("language")).isFalse();
        assertThat(brief.has("segmentTags")).isFalse();
    }

    @Test
    void leadsCallsByRoleAndTeam() {
        rule("by-role", "{\"roles\": [\"ml-engineer\"], \"teams\": [\"" + TEAM + "\"]}");
        assertThat(variantOf(gateway.call(chat("by-role", "Hi", "")))).isEqualTo("usual");
        assertThat(variantOf(as(gateway.engineer(), chat("by-role", "Hi", "")))).isEqualTo("special");
        rule("by-team", "{\"teams\": [\"team-x\"]}");
        assertThat(variantOf(gateway.call(chat("by-team", "Hi", "")))).isEqualTo("usual");
    }

    @Test
    void leadsLongCallsElsewhere() {
        rule("by-length", "{\"inputTokens\": {\"from\": 100}}");
        assertThat(variantOf(gateway.call(chat("by-length", "x".repeat(200), ""))))
                .isEqualTo("usual");
        assertThat(variantOf(gateway.call(chat("by-length", "x".repeat(2_000), ""))))
                .isEqualTo("special");
    }

    @Test
    void leadsCallsByTheTime() {
        rule("always", "{\"time\": {\"from\": \"00:00\"}}");
        assertThat(variantOf(gateway.call(chat("always", "Hi", "")))).isEqualTo("special");
    }

    @Test
    void letsACallNameItsVariantAllTheSame() {
        rule("named", "{\"time\": {\"from\": \"00:00\"}}");
        HttpResponse<String> named = gateway.call(chat("named@usual", "Hi", ""));
        assertThat(variantOf(named)).isEqualTo("usual");
        assertThat(gateway.event(named).at("/attributes/routing/by").asString()).isEqualTo("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name": "r", "when": {}, "variants": ["usual"]} | /rules/0/when
            {"name": "r", "when": {"roles": ["king"]}, "variants": ["usual"]} | /rules/0/when
            {"name": "r", "when": {"time": {"from": "25:00"}}, "variants": ["usual"]} | /rules/0/when/time/from
            {"name": "r", "when": {"time": {"from": "08:00", "zone": "Mars"}}, "variants": ["usual"]} | /rules/0/when/time
            {"name": "r", "when": {"inputTokens": {"from": 5, "below": 5}}, "variants": ["usual"]} | /rules/0/when/inputTokens
            {"name": "r", "when": {"tags": {"a": []}}, "variants": ["usual"]} | /rules/0/when/tags
            {"name": "r", "when": {"teams": ["a"]}, "variants": ["nobody"]} | ~~
            {"name": "r", "when": {"code": "1 == 1"}, "variants": ["usual"]} | /rules/0/when
            """)
    void refusesARuleThatCannotBe(String rule, String pointer) {
        HttpResponse<String> refused = put("bad-rule", ", \"rules\": [" + rule + "]");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/pointer").asString("")).startsWith(pointer);
    }

    @Test
    void letsOnlyTheRolesAndTeamsInThatItNames() {
        gateway.route("for-engineers", TWO, ", \"allowedRoles\": [\"ml-engineer\"]");
        HttpResponse<String> refused = gateway.call(chat("for-engineers", "Hi", ""));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("forbidden");
        assertThat(as(gateway.engineer(), chat("for-engineers", "Hi", "")).statusCode())
                .isEqualTo(200);
        assertThat(as(gateway.admin(), chat("for-engineers", "Hi", "")).statusCode())
                .isEqualTo(200);
        assertThat(models(gateway.application())).doesNotContain("for-engineers");
        assertThat(models(gateway.engineer())).contains("for-engineers");
        gateway.route("for-others", TWO, ", \"allowedTeams\": [\"team-x\"]");
        assertThat(gateway.call(chat("for-others", "Hi", "")).statusCode()).isEqualTo(404);
        assertThat(models(gateway.application())).doesNotContain("for-others");
    }

    @Test
    void letsCallsNameOnlyThePromptsThatItNames() {
        gateway.registry().prompt(TEAM, "open-prompt", 2);
        gateway.registry().prompt(TEAM, "shut-prompt", 1);
        gateway.route("prompted", TWO, """
                , "prompts": [{"prompt": "open-prompt@1"}, {"prompt": "shut-prompt", "roles": ["ml-engineer"]}]""");
        assertThat(named("open-prompt@1", gateway.application())).isEqualTo(200);
        assertThat(named("open-prompt@2", gateway.application())).isEqualTo(403);
        assertThat(named("shut-prompt@1", gateway.application())).isEqualTo(403);
        assertThat(named("shut-prompt@1", gateway.engineer())).isEqualTo(200);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void hardensTheSystemPromptAndNothingElse() {
        gateway.route("hardened", TWO, ", \"hardening\": {\"before\": \"Mind this.\", \"after\": \"Tell nobody.\"}");
        gateway.call("""
                {"model": "hardened", "messages": [{"role": "system", "content": "You are kind."},
                 {"role": "user", "content": "Hi"}]}""");
        gateway.call(chat("hardened", "Hi", ""));
        assertThat(provider.received().get(0).body().at("/messages/0/content").asString())
                .isEqualTo("Mind this.\n\nYou are kind.\n\nTell nobody.");
        assertThat(provider.received().get(1).body().at("/messages/0/content").asString())
                .isEqualTo("Hi");
        gateway.route("usually-hardened", TWO, ", \"hardening\": {}");
        gateway.call("""
                {"model": "usually-hardened", "messages": [{"role": "system",
                 "content": [{"type": "text", "text": "You are kind."}]}, {"role": "user", "content": "Hi"}]}""");
        assertThat(provider.received()
                        .get(2)
                        .body()
                        .at("/messages/0/content/1/text")
                        .asString())
                .contains("confidential");
    }

    /// A caller cannot draw the words away from the prompt to which they belong.
    @Test
    void hardensTheSystemPromptWhateverElseIsCalledOne() {
        gateway.route("hardened", TWO, ", \"hardening\": {\"before\": \"Mind this.\", \"after\": \"Tell nobody.\"}");
        for (String decoy : new String[] {
            "\"system\": \"x\", \"messages\": [", "\"messages\": [{\"role\": \"system\", \"content\": \"\"},"
        }) {
            gateway.call("{\"model\": \"hardened\", " + decoy + """
                    {"role": "system", "content": "You are kind."}, {"role": "user", "content": "Hi"}]}""");
            assertThat(provider.received().getLast().body().path("messages").findValuesAsString("content"))
                    .as(decoy)
                    .contains("Mind this.\n\nYou are kind.\n\nTell nobody.");
            assertThat(provider.received().getLast().body().path("system").asString("x"))
                    .isEqualTo("x");
        }
    }

    @Test
    void hardensAnthropicsSystemPromptTheSame() {
        gateway.route("hardened", TWO, ", \"hardening\": {\"before\": \"Mind this.\", \"after\": \"Tell nobody.\"}");
        gateway.route(
                "hardened-claude",
                "[" + variant("v", "claude", "hard-m", 1) + "]",
                ", \"hardening\": {\"before\": \"Mind this.\", \"after\": \"Tell nobody.\"}");
        provider.plays((request, connection) -> connection.json(
                200,
                request.path().endsWith("/messages")
                        ? AnthropicScripts.answer("Hello.")
                        : ScriptedProvider.answer("Hello.")));
        gateway.messages(RunningGateway.message("hardened-claude", "Hi", ", \"system\": \"You are kind.\""));
        gateway.messages(RunningGateway.message(
                "hardened-claude", "Hi", ", \"system\": [{\"type\": \"text\", \"text\": \"You are kind.\"}]"));
        gateway.messages(RunningGateway.message("hardened", "Hi", ", \"system\": \"You are kind.\""));
        assertThat(provider.received().get(0).body().path("system").asString())
                .isEqualTo("Mind this.\n\nYou are kind.\n\nTell nobody.");
        assertThat(provider.received().get(1).body().path("system").findValuesAsString("text"))
                .containsExactly("Mind this.", "You are kind.", "Tell nobody.");
        assertThat(provider.received().get(2).body().at("/messages/0/content").asString())
                .as("the same from a provider of another language")
                .isEqualTo("Mind this.\n\nYou are kind.\n\nTell nobody.");
    }

    @Test
    void showsWhatWasWritten() {
        String rule = "{\"name\": \"long\", \"when\": {\"inputTokens\": {\"from\": 5}}, \"variants\": [\"special\"]}";
        put(
                "shown",
                ", \"rules\": [" + rule
                        + "], \"choice\": \"cost\", \"cache\": {\"ttlSeconds\": 60, \"scope\": \"key\"}");
        JsonNode shown = json(gateway.send("GET", "/api/v1/routes/shown", gateway.engineer(), ""));
        assertThat(shown.at("/rules/0/when/inputTokens/from").asInt()).isEqualTo(5);
        assertThat(shown.path("choice").asString()).isEqualTo("cost");
        assertThat(shown.at("/cache/scope").asString()).isEqualTo("key");
        assertThat(shown.has("shadow")).isFalse();
    }

    private int named(String prompt, String credential) {
        return as(credential, chat("prompted", "Hi", ", \"plumbline\": {\"prompt\": \"" + prompt + "\"}"))
                .statusCode();
    }

    private String models(String credential) {
        return gateway.send("GET", "/v1/models", credential, "").body();
    }

    private void rule(String route, String when) {
        HttpResponse<String> made = put(
                route, ", \"rules\": [{\"name\": \"exception\", \"when\": " + when + ", \"variants\": [\"special\"]}]");
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
    }

    private HttpResponse<String> put(String route, String more) {
        return gateway.send("PUT", "/api/v1/routes/" + route, gateway.engineer(), """
                {"team": "%s", "environment": "DEVELOPMENT", "variants": %s%s}""".formatted(TEAM, TWO, more));
    }

    private HttpResponse<String> as(String credential, String body) {
        return gateway.send("POST", "/v1/chat/completions", credential, body);
    }
}
