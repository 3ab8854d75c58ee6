package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Of an answer with several choices each is held to the form that the request asks for.
@ExtendWith(SharedGateway.class)
class OutputFormChoicesIT {

    private static final String GOOD = "{\"amount\":5}";
    private static final String BAD = "{\"amount\":-7}";
    private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";
    private static final String ASKED = """
            , "response_format": {"type": "json_schema", "json_schema": {"name": "payment", "schema":
              {"type": "object", "required": ["amount"], "properties": {"amount": {"minimum": 0}}}}}""";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    OutputFormChoicesIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void route() {
        gateway.route("formed-choices", "[" + variant("a", "fake", "sim-form", 1) + "]", "");
    }

    /// Says all of these at once, and then what there is for each further request.
    private void says(List<String> choices, String... then) {
        provider.plays((_, connection) -> {
            int asked = provider.received().size();
            connection.json(200, asked == 1 ? answer(choices) : ScriptedProvider.answer(then[asked - 2]));
        });
    }

    private static String answer(List<String> choices) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < choices.size(); i++) {
            all.append(i == 0 ? "" : ",")
                    .append("{\"index\":" + i + ",\"message\":{\"role\":\"assistant\",\"content\":"
                            + RunningGateway.JSON.writeValueAsString(choices.get(i)) + "},\"finish_reason\":\"stop\"}");
        }
        return "{\"id\":\"c1\",\"choices\":[" + all + "],\"usage\":" + ScriptedProvider.usageOf(10, 5) + "}";
    }

    private HttpResponse<String> call(int choices) {
        return gateway.call(chat("formed-choices", "Pay.", ASKED + ", \"n\": " + choices));
    }

    @Test
    void asksForEachOnceMoreThatHasNotTheFormAndLeavesTheOthers() {
        says(List.of(GOOD, BAD, "No."), "{\"amount\":1}", "{\"amount\":2}");
        HttpResponse<String> answer = call(3);
        JsonNode choices = json(answer).path("choices");
        assertThat(choices.valueStream()
                        .map(choice -> choice.path("index").asInt() + " "
                                + choice.at("/message/content").asString()))
                .as(answer.body())
                .containsExactly("0 " + GOOD, "1 {\"amount\":1}", "2 {\"amount\":2}");
        assertThat(provider.received()).hasSize(3);
        JsonNode again = provider.received().get(1).body();
        assertThat(again.has("n")).isFalse();
        assertThat(again.at("/messages/1/content").asString()).isEqualTo(BAD);
        assertThat(provider.received().get(2).body().at("/messages/1/content").asString())
                .isEqualTo("No.");
        assertThat(json(answer).at("/usage/prompt_tokens").asInt())
                .as("of all three")
                .isEqualTo(30);
        assertThat(json(answer).at("/usage/completion_tokens").asInt()).isEqualTo(15);
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(30);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(15);
        assertThat(attributes.path("attempts").asInt()).isEqualTo(3);
        assertThat(attributes.at("/findings/schema").asInt()).isEqualTo(2);
        assertThat(attributes
                        .at("/routing/attempts")
                        .valueStream()
                        .map(each -> each.path("outcome").asString()))
                .containsExactly("provider_off_schema", "answered", "answered");
        assertThat(repairs()).isEqualTo(2);
        assertThat(provider.received()).hasSize(3);
    }

    private double repairs() {
        return gateway.send("GET", "/actuator/prometheus", gateway.admin(), "")
                .body()
                .lines()
                .filter(line -> line.startsWith("plumbline_gateway_answer_repairs_total{")
                        && line.contains("plumbline_route=\"formed-choices\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void asksForNoChoiceTwice() {
        says(List.of(GOOD, BAD), BAD);
        double before = repairs();
        HttpResponse<String> refused = call(2);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("schema");
        assertThat(json(refused).at("/error/message").asString()).contains("in choice 1 (1 are at fault) /amount");
        assertThat(provider.received()).hasSize(2);
        assertThat(repairs()).isEqualTo(before);
    }

    @Test
    void asksForTheOthersWhereThePolicyEndsOne() {
        says(List.of(SECRET, BAD), GOOD);
        HttpResponse<String> answer = guarded("Pay, but one.");
        assertThat(json(answer).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(json(answer).at("/choices/1/message/content").asString()).isEqualTo(GOOD);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void asksForTheOthersWhereThePolicyEndsWhatTookThePlaceOfOne() {
        says(List.of(BAD, BAD), SECRET, GOOD);
        HttpResponse<String> answer = guarded("Pay, but one again.");
        assertThat(json(answer).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(json(answer).at("/choices/1/message/content").asString()).isEqualTo(GOOD);
        assertThat(answer.body()).doesNotContain("-7", SECRET);
        assertThat(provider.received()).hasSize(3);
        assertThat(gateway.event(answer).at("/attributes/errorType").asString()).isEqualTo("policy_guardrail");
    }

    @Test
    void asksNobodyAboutAnAnswerThatHasNotTheForm() {
        says(List.of("{\"amount\":1,\"to\":\"jane.roe@example.com\"}", BAD));
        int before = gateway.service().governance().requirements().size();
        HttpResponse<String> refused = guarded("Pay whom?");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(502);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("schema");
        assertThat(refused.body()).doesNotContain("jane");
        assertThat(gateway.service().governance().requirements()).hasSize(before);
    }

    private HttpResponse<String> guarded(String words) {
        Parking parking = new Parking(gateway);
        parking.route("formed-guarded", "fake", """
            {"stages": {"output": {"pii": {"action": "ask"}, "secret": {"action": "block"}}}}""");
        return parking.call(chat("formed-guarded", words, ASKED + ", \"n\": 2"));
    }

    @Test
    void asksForNoneWhereTooManyAreAtFault() {
        says(Stream.generate(() -> BAD).limit(5).toList());
        HttpResponse<String> refused = call(5);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).at("/error/message").asString()).contains("5 are at fault");
        assertThat(provider.received()).hasSize(1);
    }
}
