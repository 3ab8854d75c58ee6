package io.plumbline.gateway.upstream.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.client.completions.codec.CompletionsCodec;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.openai.OpenAiCodec;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OutgoingCallsTest {

    @Test
    void leavesARequestInTheProvidersOwnLanguageAlone() {
        String given = "{\"messages\":[{\"role\":\"user\",\"novel\":1,\"content\":\"Hi\"}],\"novel\":{\"a\":1.50}}";
        ObjectNode body =
                WireJson.object(given.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        Outgoing outgoing = prepare(ProviderKind.OPENAI, body);
        assertThat(outgoing.translation()).isNull();
        assertThat(outgoing.request().body().toString()).isEqualTo(given);
    }

    @Test
    void translatesForAProviderOfAnotherLanguage() {
        ObjectNode body = WireJson.newObject();
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("novel", 1)
                .put("content", "Hi");
        Outgoing outgoing = prepare(ProviderKind.GEMINI, body);
        assertThat(outgoing.translation()).isNotNull();
        assertThat(outgoing.request().body().toString())
                .isEqualTo("{\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private static Outgoing prepare(ProviderKind kind, ObjectNode body) {
        List<ProviderProtocol> protocols = List.of(new Spoken(kind));
        Provider provider = new Provider("p", "t", kind, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        ObjectNode presets =
                kind == ProviderKind.GEMINI ? WireJson.newObject().put("temperature", 0.5) : WireJson.newObject();
        return new OutgoingCalls(protocols, new RoutingMembers(protocols), new CompletionsCodec(), Clock.systemUTC())
                .prepare(
                        new UpstreamTarget(provider, "m", presets),
                        new UpstreamRequest(new ChatSurface(), body, false, Map.of()));
    }

    /// A protocol that sends nothing.
    private record Spoken(ProviderKind kind) implements ProviderProtocol {

        @Override
        public ProviderCodec codec() {
            return new OpenAiCodec();
        }

        @Override
        public boolean offers(Operation operation) {
            return true;
        }

        @Override
        public UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request) {
            return new Unsent();
        }

        @Override
        public @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
            return null;
        }

        @Override
        public @Nullable CallProblem faultOfEvent(byte[] data) {
            return null;
        }
    }

    private static final class Unsent implements UpstreamExchange {

        @Override
        public UpstreamResponse send() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSent() {
            return false;
        }

        @Override
        public void abort() {
            // nothing is on its way
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
