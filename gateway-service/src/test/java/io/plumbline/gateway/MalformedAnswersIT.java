package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Answers of a shape in which clients would read something else than the guards: nothing of them goes out. `@` is
/// where a secret stands.
class MalformedAnswersIT extends StreamTests {

    private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";
    private static final String CODE = "provider_malformed";

    MalformedAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    private static String written(String json) {
        return json.replace('\'', '"').replace("@", SECRET);
    }

    /// A route and a model of its own, since breakers remember.
    private String route(String provider, String shape) {
        String name = "shape-" + provider + "-" + Integer.toHexString(shape.hashCode());
        gateway.route(name, "[" + variant("v", provider, name, 1) + "]", "");
        return name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'@'",
                "{'message':'@'}",
                "{'message':['@']}",
                "{'message':{'content':['@']}}",
                "{'message':{'content':[['@']]}}",
                "{'message':{'content':{'text':'@'}}}",
                "{'message':{'tool_calls':'@'}}",
                "{'message':{'tool_calls':{'function':{'name':'@'}}}}",
                "{'message':{'tool_calls':['@']}}",
                "{'message':{'tool_calls':[{'function':'@'}]}}",
                "{'message':{'tool_calls':[{'type':'mcp','mcp':{'name':'@'}}]}}",
                "{'message':{'tool_calls':[{'function':{'name':['@'],'arguments':'{}'}}]}}",
                "{'message':{'tool_calls':[{'function':{'name':'f','arguments':['@']}}]}}",
                "{'message':{'tool_calls':[{'function':{'name':'f'},'custom':{'name':'g','input':'@'}}]}}",
                "{'message':{'function_call':'@'}}"
            })
    void areNoneOnOpenAisSurfaceNorTranslated(String choice) {
        String route = route("fake", choice);
        provider.plays((_, connection) -> connection.json(200, "{\"choices\":[" + written(choice) + "]}"));
        HttpResponse<String> answer = gateway.call(chat(route, "Hi", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo(CODE);
        assertThat(answer.body()).doesNotContain(SECRET);
        isAnthropicsError(gateway.messages(message(route, "Hi", "")));
    }

    private static void isAnthropicsError(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(json(answer).path("type").asString()).isEqualTo("error");
        assertThat(json(answer).at("/error/type").asString()).isEqualTo("api_error");
        assertThat(answer.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'@'",
                "['@']",
                "{'a':'@'}",
                "[{'index':0,'delta':'@'}]",
                "[{'index':0,'delta':['@']}]",
                "[{'index':0,'delta':{'content':['@']}}]",
                "[{'index':0,'delta':{'content':[{'type':'text','text':'x'},'@']}}]",
                "[{'index':0,'delta':{'content':{'text':'@'}}}]",
                "[{'index':0,'delta':{'tool_calls':{'a':'@'}}}]",
                "[{'index':0,'delta':{'tool_calls':['@']}}]",
                "[{'index':0,'delta':{'tool_calls':[{'index':0,'function':['@']}]}}]",
                "[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'name':'f','arguments':{'a':'@'}}}]}}]",
                "[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'name':'f','arguments':4111111111111111}}]}}]",
                "[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{},'custom':{'input':'@'}}]}}]",
                "[{'index':0,'delta':{'function_call':{'name':'f','arguments':{'a':'@'}}}}]"
            })
    void areNoneInOpenAisStreams(String choices) {
        String route = route("fake", choices);
        String chunk = written("{'id':'c1','choices':" + choices + "}");
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(chunk);
            connection.done();
        });
        HttpResponse<String> first = gateway.call(chat(route, "Hi", STREAM));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(502);
        assertThat(json(first).at("/error/code").asString()).isEqualTo(CODE);
        isAnthropicsError(gateway.messages(message(route, "Hi", STREAM)));
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hello. ");
            connection.event(chunk);
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> later = gateway.call(chat(route, "Hi", STREAM));
        List<String> events = events(later.body());
        assertThat(later.body()).contains("Hello.").doesNotContain(SECRET, "[DONE]", "4111");
        assertThat(JSON.readTree(events.getLast()).at("/error/code").asString()).isEqualTo(CODE);
        isCutOff(gateway.messages(message(route, "Hi", STREAM)));
    }

    private static void isCutOff(HttpResponse<String> stream) {
        List<JsonNode> events = AnthropicScripts.events(stream.body());
        assertThat(AnthropicScripts.joined(events, "text")).isEqualTo("Hello. ");
        assertThat(AnthropicScripts.types(events)).endsWith("error").doesNotContain("message_stop");
        assertThat(stream.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'@'",
                "{'type':'text','text':'@'}",
                "['@']",
                "[{'type':'text','text':'x'},'@']",
                "[{'type':'text','text':['@']}]",
                "[{'type':'thinking','thinking':{'a':'@'}}]",
                "[{'type':'tool_use','id':'t','name':['@'],'input':{}}]",
                "[{'type':'tool_use','id':'t','name':'f','input':'@'}]",
                "[{'type':'tool_use','id':'t','name':'f','input':['@']}]"
            })
    void areNoneOnAnthropicsSurfaceNorTranslated(String content) {
        String route = route("claude", content);
        provider.plays((_, connection) -> connection.json(
                200,
                written("{'type':'message','role':'assistant','stop_reason':'end_turn','content':" + content + "}")));
        isAnthropicsError(gateway.messages(message(route, "Hi", "")));
        HttpResponse<String> translated = gateway.call(chat(route, "Hi", ""));
        assertThat(translated.statusCode()).as(translated.body()).isEqualTo(502);
        assertThat(json(translated).at("/error/code").asString()).isEqualTo(CODE);
        assertThat(translated.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message_start','message':'@'}",
                "{'type':'message_start','message':{'content':'@'}}",
                "{'type':'message_start','message':{'content':[{'type':'text','text':'@'}]}}",
                "{'type':'content_block_start','index':1,'content_block':'@'}",
                "{'type':'content_block_start','index':1,'content_block':['@']}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':['@']}}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','name':'f','input':'@'}}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','name':{'a':'@'},'input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':'@'}",
                "{'type':'content_block_delta','index':0,'delta':['@']}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':['@']}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':{'a':'@'}}}",
                "{'type':'message_delta','delta':'@'}"
            })
    void areNoneInAnthropicsStreams(String event) {
        String route = route("claude", event);
        provider.plays((_, connection) -> {
            connection.beginStream();
            AnthropicScripts.event(connection, written(event));
            AnthropicScripts.end(connection);
        });
        isAnthropicsError(gateway.messages(message(route, "Hi", STREAM)));
        provider.plays((_, connection) -> {
            AnthropicScripts.beginText(connection);
            AnthropicScripts.text(connection, "Hello. ");
            AnthropicScripts.event(connection, written(event));
            AnthropicScripts.stopBlock(connection);
            AnthropicScripts.end(connection);
        });
        isCutOff(gateway.messages(message(route, "Hi", STREAM)));
        HttpResponse<String> translated = gateway.call(chat(route, "Hi", STREAM));
        List<String> events = events(translated.body());
        assertThat(translated.body()).contains("Hello.").doesNotContain(SECRET, "[DONE]");
        assertThat(JSON.readTree(events.getLast()).at("/error/code").asString()).isEqualTo(CODE);
    }

    @Test
    void areFollowedByAnotherModels() {
        gateway.route("shape-next", "[" + variant("v", "fake", "shape-odd", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "shape-even"}]""");
        provider.plays((request, connection) -> {
            boolean odd = request.body().path("model").asString().equals("shape-odd");
            connection.json(200, odd ? "{\"choices\":[\"Hi.\"]}" : ScriptedProvider.answer("Gladly."));
        });
        HttpResponse<String> answer = gateway.call(chat("shape-next", "Hi", ""));
        assertThat(content(answer)).isEqualTo("Gladly.");
        assertThat(gateway.event(answer)
                        .at("/attributes/routing/attempts/0/outcome")
                        .asString())
                .isEqualTo(CODE);
    }

    /// What some servers give beside what OpenAI documents, and the guards can read.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'content':null,'tool_calls':null,'function_call':null}",
                "{'content':'Hi.','tool_calls':''}",
                "{'content':'Hi.','tool_calls':{}}",
                "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'so.'}]},{'type':'text','text':'Hi.'}]}",
                "{'content':'','reasoning_content':'so.','reasoning_details':[{'type':'reasoning.text','text':'so.'}]}",
                "{'content':null,'tool_calls':[{'index':0,'id':'t','type':'function','function':{'name':'f','arguments':'{}'},'extra':[1]}]}",
                "{'content':null,'tool_calls':[{'index':0,'id':'t','type':'custom','function':null,'custom':{'name':'f','input':''}}]}"
            })
    void areOthersThanThoseThatAreMerelyUnusual(String said) {
        String route = route("fake", said);
        provider.plays((_, connection) -> connection.json(
                200, written("{'choices':[{'index':0,'message':" + said + ",'finish_reason':'stop'}]}")));
        HttpResponse<String> whole = gateway.call(chat(route, "Hi", ""));
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(json(whole).at("/choices/0/message")).isEqualTo(JSON.readTree(written(said)));
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(written("{'choices':[{'index':0,'delta':" + said + "}]}"));
            connection.finish("stop");
            connection.done();
        });
        List<String> events = events(gateway.call(chat(route, "Hi", STREAM)).body());
        assertThat(JSON.readTree(events.getFirst()).at("/choices/0/delta")).isEqualTo(JSON.readTree(written(said)));
        assertThat(events).endsWith("[DONE]");
    }
}
