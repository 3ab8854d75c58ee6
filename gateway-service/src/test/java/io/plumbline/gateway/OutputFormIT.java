package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers are held to the form that their request asks for.
class OutputFormIT extends OutputFormTests {

    OutputFormIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void leavesAnAnswerAloneThatHasTheForm() {
        says(GOOD, BAD);
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", ASKED));
        assertThat(content(answer)).isEqualTo(GOOD);
        assertThat(provider.received()).hasSize(1);
        assertThat(provider.received().getFirst().body().at("/response_format/json_schema/schema"))
                .isEqualTo(RunningGateway.JSON.readTree(SCHEMA));
        assertThat(gateway.event(answer).at("/attributes/findings").has("schema"))
                .isFalse();
    }

    @Test
    void letsAStreamThroughAndEndsItInAnErrorWhereItHasNotTheForm() {
        says(BAD, GOOD);
        String body = gateway.call(chat("formed", "Pay.", STREAM)).body();
        assertThat(said(events(body.substring(0, body.indexOf("data: {\"error\""))), 0))
                .isEqualTo(BAD);
        assertThat(body).contains("\"code\":\"schema\"").doesNotContain("[DONE]");
        assertThat(provider.received()).hasSize(1);
        provider.received().clear();
        says(GOOD, BAD);
        assertThat(events(gateway.call(chat("formed", "Pay.", STREAM)).body()).getLast())
                .isEqualTo("[DONE]");
        provider.received().clear();
        says(BAD, GOOD);
        String message = gateway.messages(message("formed", "Pay.", outputConfig(SCHEMA) + ", \"stream\": true"))
                .body();
        assertThat(message).contains("event: error\ndata: {\"type\":\"error\"").doesNotContain("message_stop");
    }

    @Test
    void leavesItToTheRouteWhatIsDone() {
        route("unchecked", "{\"check\": \"off\"}");
        route("checked", "{\"check\": \"validate\"}");
        says(BAD, GOOD);
        assertThat(content(gateway.call(chat("unchecked", "Pay.", ASKED)))).isEqualTo(BAD);
        provider.received().clear();
        assertThat(gateway.call(chat("checked", "Pay.", ASKED)).statusCode()).isEqualTo(502);
        assertThat(provider.received()).hasSize(1);
        assertThat(gateway.send("GET", "/api/v1/routes/checked", gateway.engineer(), "")
                        .body())
                .contains("\"output\":{\"check\":\"validate\"}");
    }

    @Test
    void looksOnlyAtAnswersThatHaveEndedOfThemselves() {
        provider.plays((_, connection) ->
                connection.json(200, ScriptedProvider.answer("{\"amount\":").replace("\"stop\"", "\"length\"")));
        assertThat(content(gateway.call(chat("formed", "Pay.", ASKED)))).isEqualTo("{\"amount\":");
        provider.plays((_, connection) -> connection.json(200, """
                {"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}"""));
        assertThat(json(gateway.call(chat("formed", "Pay.", ASKED)))
                        .at("/choices/0/message/refusal")
                        .asString())
                .isEqualTo("No.");
        provider.plays((_, connection) -> connection.json(200, """
                {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function",\
                "function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"""));
        assertThat(gateway.call(chat("formed", "Pay.", ASKED)).statusCode()).isEqualTo(200);
        assertThat(provider.received()).hasSize(3);
    }

    @Test
    void wantsAnObjectWhereAnyWillDo() {
        says("[1]", "{\"x\":1}");
        String any = ", \"response_format\": {\"type\": \"json_object\"}";
        assertThat(content(gateway.call(chat("formed", "JSON, please.", any)))).isEqualTo("{\"x\":1}");
        provider.received().clear();
        says("Hello.", "");
        String text = ", \"response_format\": {\"type\": \"text\"}";
        assertThat(content(gateway.call(chat("formed", "Hi.", text)))).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"$ref\":\"#\"}|refers to itself",
                "{\"$ref\":\"http://127.0.0.1:1/schema\"}|points outside the schema",
                "{\"pattern\":\"(?=x)\"}|linear time"
            })
    void leavesASchemaThatCannotBeCheckedToTheProviderUnlessTheRouteWantsItChecked(String schema, String why) {
        says(BAD, GOOD);
        assertThat(content(gateway.call(chat("formed", "Pay.", format(schema)))))
                .isEqualTo(BAD);
        route("checking", "{\"check\": \"repair\"}");
        HttpResponse<String> refused = gateway.call(chat("checking", "Pay.", format(schema)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("response_format.json_schema.schema");
        assertThat(json(refused).at("/error/message").asString()).contains(why);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void looksAtTheAnswerAsTheClientGetsIt() {
        String address = "{\"type\":\"object\",\"properties\":{\"to\":{\"const\":\"jane.roe@example.com\"}}}";
        provider.plays((request, connection) -> {
            String hidden = request.lastMessage().replace("Write to ", "").replace(".", "");
            assertThat(hidden).doesNotContain("jane");
            connection.json(200, ScriptedProvider.answer("{\"to\":\"" + hidden + "\"}"));
        });
        HttpResponse<String> answer = gateway.call(chat("formed", "Write to jane.roe@example.com.", format(address)));
        assertThat(content(answer)).isEqualTo("{\"to\":\"jane.roe@example.com\"}");
        assertThat(provider.received()).hasSize(1);
    }
}
