package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Answers that the provider's own rules on content keep back, with a status that says that all is well.
@ExtendWith(SharedGateway.class)
class ContentFilterIT {

    private static final String STREAM = ", \"stream\": true";
    private static final String LAXER = """
            , "fallbacksBy": {"contentPolicy": [{"provider": "fake", "model": "laxer"}]}""";

    private static final String FILTERED = """
            {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"content_filter",\
            "content_filter_results":{"hate":{"filtered":true}}}],\
            "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""";

    /// As Azure says it in place of an answer.
    private static final String ERROR = """
            {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management \
            policy.","type":null,"param":"prompt","code":"content_filter","status":400,\
            "innererror":{"code":"ResponsibleAIPolicyViolation"}}}""";

    private static final String REFUSED = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":"refusal",\
            "stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":2}}""";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    ContentFilterIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void route() {
        gateway.route("filtered", "[" + variant("a", "fake", "filter-m", 1) + "]", LAXER);
        gateway.route("filtered-alone", "[" + variant("a", "fake", "filter-m", 1) + "]", "");
        gateway.route("refused", "[" + variant("a", "claude", "filter-m", 1) + "]", LAXER);
        provider.plays(this::play);
    }

    private void play(ScriptedProvider.Received request, ScriptedProvider.Connection connection) throws IOException {
        boolean filters = request.body().path("model").asString().equals("filter-m");
        boolean streams = request.body().path("stream").asBoolean(false);
        if (request.path().endsWith("/messages")) {
            refuse(streams, connection);
        } else if (!streams) {
            connection.json(200, filters ? FILTERED : ScriptedProvider.answer("Gladly."));
        } else {
            stream(filters, connection);
        }
    }

    private static void refuse(boolean streams, ScriptedProvider.Connection connection) throws IOException {
        if (!streams) {
            connection.json(200, REFUSED);
            return;
        }
        AnthropicScripts.beginText(connection);
        AnthropicScripts.event(connection, "{\"type\":\"ping\"}");
        AnthropicScripts.stopBlock(connection);
        AnthropicScripts.event(connection, """
            {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":2}}""");
        AnthropicScripts.event(connection, "{\"type\":\"message_stop\"}");
        connection.raw("0\r\n\r\n");
    }

    /// As Azure does: first the results for the prompt, in a chunk without choices.
    private static void stream(boolean filters, ScriptedProvider.Connection connection) throws IOException {
        connection.beginStream();
        connection.event("{\"id\":\"c1\",\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}");
        connection.event("""
            {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""");
        if (filters) {
            connection.finish("content_filter");
            connection.usage(7, 2);
        } else {
            connection.delta("Gladly.");
            connection.finish("stop");
            connection.usage(10, 5);
        }
        connection.done();
    }

    @Test
    void asksALaxerTargetAndPaysForBoth() {
        HttpResponse<String> whole = gateway.call(chat("filtered", "Hi", ""));
        assertThat(content(whole)).isEqualTo("Gladly.");
        paidForBoth(whole);
        HttpResponse<String> streamed = gateway.call(chat("filtered", "Hi", STREAM));
        assertThat(said(events(streamed.body()), 0)).isEqualTo("Gladly.");
        assertThat(events(streamed.body()).getLast()).isEqualTo("[DONE]");
        paidForBoth(streamed);
    }

    private void paidForBoth(HttpResponse<String> answer) {
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(7 + 10);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(2 + 5);
        assertThat(attributes.at("/routing/attempts/0/outcome").asString()).isEqualTo("caller_rejected_by_provider");
        assertThat(attributes.at("/routing/attempts/1/target").asString()).isEqualTo("fake/laxer");
        assertThat(attributes.path("fallback").asBoolean()).isTrue();
    }

    @Test
    void takesAnthropicsRefusalsForTheSame() {
        assertThat(content(gateway.call(chat("refused", "Hi", "")))).isEqualTo("Gladly.");
        assertThat(said(events(gateway.call(chat("refused", "Hi", STREAM)).body()), 0))
                .isEqualTo("Gladly.");
        assertThat(json(gateway.messages(message("refused", "Hi", "")))
                        .at("/content/0/text")
                        .asString())
                .isEqualTo("Gladly.");
        HttpResponse<String> streamed = gateway.messages(message("refused", "Hi", STREAM));
        assertThat(AnthropicScripts.joined(AnthropicScripts.events(streamed.body()), "text"))
                .isEqualTo("Gladly.");
        assertThat(gateway.event(streamed).at("/attributes/inputTokens").asInt())
                .isEqualTo(7 + 10 + 3);
        assertThat(gateway.messages(message("refused", "Hi", STREAM + ", \"n\": 2"))
                        .body())
                .as("a message is one, whatever else is said")
                .contains("Gladly.");
    }

    @Test
    void givesTheAnswerAsItIsWhereNobodyIsLaxer() {
        HttpResponse<String> whole = gateway.call(chat("filtered-alone", "Hi", ""));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(json(whole).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(json(whole)
                        .at("/choices/0/content_filter_results/hate/filtered")
                        .asBoolean())
                .isTrue();
        gateway.route("filtered-twice", "[" + variant("a", "fake", "filter-m", 1) + "]", """
                , "fallbacksBy": {"contentPolicy": [{"provider": "fake", "model": "filter-m"}]}""");
        HttpResponse<String> streamed = gateway.call(chat("filtered-twice", "Hi", STREAM));
        assertThat(streamed.body()).contains("prompt_filter_results", "content_filter", "[DONE]");
    }

    @Test
    void stopsLookingAtTheFirstContent() {
        provider.plays((request, connection) -> {
            connection.beginStream();
            connection.delta("Of course");
            connection.finish("content_filter");
            connection.done();
        });
        String body = gateway.call(chat("filtered", "Hi", STREAM)).body();
        assertThat(said(events(body), 0)).isEqualTo("Of course");
        assertThat(body).contains("content_filter");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void leavesAStreamAloneOfWhoseChoicesOneIsKeptBack() {
        provider.plays((request, connection) -> {
            connection.beginStream();
            connection.finish("content_filter");
            connection.event(ScriptedProvider.delta(1, "Fine."));
            connection.event("{\"id\":\"c1\",\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}");
            connection.done();
        });
        String body =
                gateway.call(chat("filtered", "Hi", STREAM + ", \"n\": 2")).body();
        assertThat(said(events(body), 1)).isEqualTo("Fine.");
        assertThat(body).contains("content_filter", "[DONE]");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void takesAnErrorBeforeAnyContentForTheSame() {
        provider.plays((request, connection) -> errs(0, request, connection));
        HttpResponse<String> first = gateway.call(chat("filtered", "Hi", STREAM));
        assertThat(said(events(first.body()), 0)).isEqualTo("Gladly.");
        JsonNode attributes = gateway.event(first).path("attributes");
        assertThat(attributes.at("/routing/attempts/0/outcome").asString()).isEqualTo("caller_rejected_by_provider");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(10);
        HttpResponse<String> translated = gateway.messages(message("filtered", "Hi", STREAM));
        assertThat(AnthropicScripts.joined(AnthropicScripts.events(translated.body()), "text"))
                .isEqualTo("Gladly.");
        provider.plays((request, connection) -> errs(1, request, connection));
        HttpResponse<String> second = gateway.call(chat("filtered", "Hi", STREAM));
        assertThat(said(events(second.body()), 0)).isEqualTo("Gladly.");
        HttpResponse<String> translatedSecond = gateway.messages(message("filtered", "Hi", STREAM));
        assertThat(AnthropicScripts.joined(AnthropicScripts.events(translatedSecond.body()), "text"))
                .isEqualTo("Gladly.");
    }

    @Test
    void givesSuchAnErrorToTheClientWhereNobodyIsLaxer() {
        provider.plays((request, connection) -> errs(0, request, connection));
        HttpResponse<String> streamed = gateway.call(chat("filtered-alone", "Hi", STREAM));
        assertThat(streamed.statusCode()).isEqualTo(400);
        assertThat(json(streamed).at("/error/code").asString()).isEqualTo("content_filter");
        HttpResponse<String> whole = gateway.call(chat("filtered-alone", "Hi", ""));
        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(gateway.event(whole).at("/attributes/errorType").asString())
                .isEqualTo("caller_rejected_by_provider");
    }

    /// @param after how many events that say nothing
    private static void errs(int after, ScriptedProvider.Received request, ScriptedProvider.Connection connection)
            throws IOException {
        if (!request.body().path("model").asString().equals("filter-m")) {
            stream(false, connection);
        } else if (!request.body().path("stream").asBoolean(false)) {
            connection.json(200, ERROR);
        } else {
            connection.beginStream();
            for (int i = 0; i < after; i++) {
                connection.event("{\"id\":\"c1\",\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}");
            }
            connection.event(ERROR);
            connection.raw("0\r\n\r\n");
        }
    }
}
