package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.FakeGovernance;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A gateway that is killed with calls in flight: whoever had an answer in full has an audit event, once.
class KilledGatewayIT {

    private static final int CALLERS = 8;
    private static final int ENOUGH = 400;

    @TempDir
    private Path journal;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void hasRecordedEveryAnswerThatACallerHadInFull() throws Exception {
        TestDatabase database = TestPostgres.create();
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        try (FakeGovernance governance = new FakeGovernance();
                FakeRegistry registry = new FakeRegistry();
                ScriptedProvider provider = new ScriptedProvider()) {
            provider.plays(KilledGatewayIT::answer);
            try (GatewayProcess process = new GatewayProcess(
                    database,
                    governance,
                    registry,
                    journal,
                    Map.of("plumbline.gateway.audit.drain-interval", "700ms"))) {
                configure(process.url(), governance, provider);
                killUnderLoad(process, governance.userToken(TEAM, Role.APPLICATION), answered);
            }
        }
        JdbcClient superuser = JdbcClient.create(database.superuser());
        assertThat(answered).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(events(superuser)).as("the journal is ahead of the database").hasSizeLessThan(answered.size());
        try (RunningGateway _ = RunningGateway.start(Map.of(), journal, database)) {
            await("the next start stores what was left")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        List<String> events = events(superuser);
                        assertThat(new HashSet<>(events)).containsAll(answered);
                        assertThat(events).doesNotHaveDuplicates();
                    });
            Set<String> used = new HashSet<>(superuser
                    .sql("select id::text from gateway.usage_entry")
                    .query(String.class)
                    .list());
            assertThat(used).containsAll(answered).hasSameSizeAs(events(superuser));
        }
    }

    private static void answer(ScriptedProvider.Received request, ScriptedProvider.Connection connection)
            throws IOException {
        if (request.body().path("stream").asBoolean()) {
            connection.beginStream();
            connection.delta("Hi.");
            connection.finish("stop");
            connection.usage(3, 1);
            connection.done();
        } else {
            connection.json(200, ScriptedProvider.answer("Hi."));
        }
    }

    private void configure(String url, FakeGovernance governance, ScriptedProvider provider) throws Exception {
        String admin = governance.userToken("platform", Role.PLATFORM_ADMIN);
        assertThat(send("PUT", url + "/api/v1/providers/fake", admin, """
                        {"kind": "openai", "baseUrl": "%s"}""".formatted(provider.url()))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("PUT", url + "/api/v1/routes/support", admin, """
                        {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(TEAM, variant("v", "fake", "m", 1)))
                        .statusCode())
                .isEqualTo(201);
    }

    private void killUnderLoad(GatewayProcess process, String token, Queue<String> answered) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean stream = i % 2 == 0;
            callers.add(Thread.ofVirtual().start(() -> callUntil(killed, process.url(), token, stream, answered)));
        }
        await("enough calls are answered").atMost(Duration.ofSeconds(30)).until(() -> answered.size() >= ENOUGH);
        process.kill();
        killed.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void callUntil(AtomicBoolean killed, String url, String token, boolean stream, Queue<String> answered) {
        String body = chat("support", "Hi", ", \"stream\": " + stream);
        while (!killed.get()) {
            try {
                HttpResponse<String> answer = send("POST", url + "/v1/chat/completions", token, body);
                boolean full =
                        answer.statusCode() == 200 && (!stream || answer.body().endsWith("data: [DONE]\n\n"));
                if (full) {
                    answered.add(RunningGateway.callId(answer));
                }
            } catch (IOException e) {
                // cut off by the end of the process
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private HttpResponse<String> send(String method, String url, String token, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> events(JdbcClient superuser) {
        return superuser
                .sql("select id::text from audit.event where action like 'gateway.call.%'")
                .query(String.class)
                .list();
    }
}
