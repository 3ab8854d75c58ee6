package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.gateway.ScriptedProvider.Received;
import io.plumbline.testkit.ForwardProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// Calls by way of an egress proxy, which alone knows where the providers are. Its password comes from a
/// file, as containers are given secrets.
@ExtendWith(OutputCaptureExtension.class)
class EgressIT {

    private static final String USER = "plumbline";
    private static final String PASSWORD = "egress-canary-4d1f";
    /// Addresses for documentation (RFC 5737): nobody is asked for them, and nobody has them but the proxy.
    private static final String SECURE = "203.0.113.10";

    private static final String PLAIN = "203.0.113.11";

    private static ForwardProxy proxy;
    private static ForwardProxy other;
    private static ScriptedProvider secure;
    private static ScriptedProvider plain;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = new TestCertificate(SECURE);
        secure = new ScriptedProvider(certificate.sockets());
        plain = new ScriptedProvider();
        proxy = proxy(PASSWORD);
        other = proxy("another");
        gateway = certificate.trustedBy(() -> gateway(proxy));
    }

    private static ForwardProxy proxy(String password) {
        ForwardProxy made = new ForwardProxy();
        made.knows(SECURE, secure.port());
        made.knows(PLAIN, plain.port());
        made.requires(USER, password);
        return made;
    }

    private static RunningGateway gateway(ForwardProxy by) {
        try {
            Path secrets = Files.createTempDirectory("secrets");
            Files.writeString(secrets.resolve("plumbline.egress.password"), PASSWORD + "\n");
            RunningGateway made = RunningGateway.start(Map.of(
                    "plumbline.egress.proxy",
                    by.url(),
                    "plumbline.egress.user",
                    USER,
                    "spring.config.import",
                    "configtree:" + secrets + "/"));
            made.provider("secure", "https://" + SECURE + "/v1");
            made.provider("plain", "http://" + PLAIN + "/v1");
            made.provider("near", plain.url());
            for (String name : List.of("secure", "plain", "near")) {
                made.route(name, name);
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        proxy.close();
        other.close();
        secure.close();
        plain.close();
    }

    @Test
    void tunnelsToHttpsAndKeepsTheTunnel() {
        secure.reset();
        assertThat(content(gateway.call(chat("secure", "Hi", "")))).isEqualTo("Hello.");
        int tunnels = secure.accepted();
        assertThat(content(gateway.call(chat("secure", "Hi again", "")))).isEqualTo("Hello.");

        assertThat(secure.accepted()).isEqualTo(tunnels);
        assertThat(proxy.asked()).contains("CONNECT " + SECURE + ":443");
        assertThat(secure.received()).hasSize(2).allSatisfy(EgressIT::isMeantForProviders);
    }

    /// The proxy's credentials are the proxy's.
    private static void isMeantForProviders(Received request) {
        assertThat(request.path()).startsWith("/v1/");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer sk-of-the-provider")
                .doesNotContainKeys("proxy-authorization", "proxy-connection");
    }

    @Test
    void asksForWholeUrlsWhereThereIsNoTls() {
        plain.reset();
        assertThat(content(gateway.call(chat("plain", "Hi", "")))).isEqualTo("Hello.");
        assertThat(gateway.messages(message("plain", "Hi", "")).statusCode()).isEqualTo(200);
        plain.plays((_, connection) -> connection.json(200, """
                {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}], "model": "m",
                 "usage": {"prompt_tokens": 1, "total_tokens": 1}}"""));
        HttpResponse<String> vector = gateway.send("POST", "/v1/embeddings", gateway.application(), """
                {"model": "plain", "input": "Hi"}""");

        assertThat(vector.statusCode()).as(vector.body()).isEqualTo(200);
        assertThat(plain.received()).hasSize(3).allSatisfy(EgressIT::isMeantForProviders);
        assertThat(proxy.asked())
                .contains("POST http://" + PLAIN + "/v1/chat/completions", "POST http://" + PLAIN + "/v1/embeddings");
    }

    @Test
    void goesStraightToLoopback() {
        int before = proxy.asked().size();

        assertThat(content(gateway.call(chat("near", "Hi", "")))).isEqualTo("Hello.");
        assertThat(proxy.asked().stream().skip(before)).noneMatch(line -> line.contains("127.0.0.1"));
    }

    @Test
    void streamsThroughTheTunnel() {
        secure.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("One, ");
            connection.delta("two.");
            connection.finish("stop");
            connection.usage(3, 2);
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("secure", "Count.", ", \"stream\": true"));

        assertThat(events(answer.body())).endsWith("[DONE]");
        assertThat(said(events(answer.body()), 0)).isEqualTo("One, two.");
    }

    @Test
    void breaksTheTunnelOffWhenTheClientOfAStreamLeaves() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        secure.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("It begins. ");
            for (int i = 0; i < 400 && !connection.seesHangUp(50); i++) {
                connection.delta("And goes on. ");
            }
            left.countDown();
        });
        try (InputStream stream = gateway.open(
                        "/v1/chat/completions", gateway.application(), chat("secure", "Talk.", ", \"stream\": true"))
                .body()) {
            assertThat(stream.read()).isPositive();
        }

        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAddressesThatNoProviderMayHave() {
        for (String host : List.of("169.254.169.254", "[fe80::1]", "0x7f000001", "2130706433")) {
            HttpResponse<String> refused =
                    gateway.send("PUT", "/api/v1/providers/metadata", gateway.admin(), """
                    {"kind": "openai", "baseUrl": "http://%s/v1", "credential": "x"}""".formatted(host));
            assertThat(refused.statusCode()).as(host).isEqualTo(400);
            assertThat(refused.body()).as(host).contains("/problems/provider-address-refused");
        }
    }

    /// What a provider says inside a tunnel is not the proxy's word.
    @Test
    void tellsNoProviderTheProxysCredentials() {
        secure.reset();
        secure.plays((_, connection) ->
                connection.json(407, "{\"error\": \"who are you?\"}", "Proxy-Authenticate: Basic realm=\"proxy\""));

        HttpResponse<String> answer = gateway.call(chat("secure", "Hi", ""));

        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        assertThat(secure.received()).isNotEmpty().allSatisfy(EgressIT::isMeantForProviders);
    }

    /// By a gateway of its own, whose proxy wants another password.
    @Test
    void tellsOfARefusalWithoutTheCredentials(CapturedOutput output) {
        secure.reset();
        plain.reset();
        try (RunningGateway refused = gateway(other)) {
            for (String route : List.of("secure", "plain")) {
                HttpResponse<String> answer = refused.call(chat(route, "Hi", ""));

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
                assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_unreachable");
                JsonNode attributes = refused.event(answer).path("attributes");
                assertThat(attributes.path("faultDomain").asString()).isEqualTo("provider");
                assertThat(attributes.path("errorType").asString()).isEqualTo("provider_unreachable");
                assertThat(attributes.path("costUsd").asDouble(0)).isZero();
                JsonNode health =
                        json(refused.send("GET", "/api/v1/routes/" + route + "/health", refused.engineer(), ""));
                assertThat(health.toString()).contains("\"failures\":1");
            }
        }
        assertThat(secure.received()).isEmpty();
        assertThat(plain.received()).isEmpty();
        await("the log tells of it")
                .untilAsserted(() -> assertThat(output.getAll())
                        .contains("proxy=\"" + other.name() + "\"")
                        .contains("it answered 407"));
        assertThat(output.getAll()).doesNotContain(PASSWORD);
    }
}
