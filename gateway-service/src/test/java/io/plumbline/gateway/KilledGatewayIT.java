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
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A gateway that is killed with calls in flight, again and again, and started on the same journal: each call of which
/// a caller has something has one event, and it says that the call was completed where the caller has it whole.
class KilledGatewayIT {

    private static final boolean FULL = Boolean.getBoolean("plumbline.full");
    private static final int KILLS = FULL ? 50 : 1;
    private static final int MOST_KILLS = KILLS + 8;
    private static final int CALLERS = 8;
    private static final int LONGEST_MS = FULL ? 3_000 : 500;
    private static final long SEED = Long.getLong("plumbline.killed.seed", 20261125);
    private static final String BROKE_OFF = "gateway_broke_off";

    @TempDir
    private Path journal;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> whole = new ConcurrentLinkedQueue<>();
    private final Queue<String> inPart = new ConcurrentLinkedQueue<>();

    @Test
    void hasOneEventForEachCallOfWhichACallerHasSomething() throws Exception {
        Random random = new Random(SEED);
        try (TestDatabase database = TestPostgres.create("gateway");
                FakeGovernance governance = new FakeGovernance();
                FakeRegistry registry = new FakeRegistry();
                ScriptedProvider provider = new ScriptedProvider()) {
            provider.plays(KilledGatewayIT::answer);
            JdbcClient superuser = JdbcClient.create(database.superuser());
            for (int kill = 0; kill < KILLS || (kill < MOST_KILLS && !isAhead(superuser)); kill++) {
                // Now and then so slow that a run leaves all that it answered to the next one.
                String interval = kill % 2 == 0 ? "10s" : "50ms";
                try (GatewayProcess process = new GatewayProcess(
                        database,
                        governance,
                        registry,
                        journal,
                        Map.of("plumbline.gateway.audit.drain-interval", interval))) {
                    if (kill == 0) {
                        configure(process.url(), governance, provider);
                    }
                    killUnderLoad(
                            process, governance.userToken(TEAM, Role.APPLICATION), 200 + random.nextInt(LONGEST_MS));
                }
            }
            assertThat(isAhead(superuser))
                    .as("the journal is ahead of the database")
                    .isTrue();
            try (RunningGateway _ = RunningGateway.start(Map.of(), journal, database)) {
                await("the next start stores what was left")
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(events(superuser).keySet())
                                .containsAll(whole)
                                .containsAll(inPart));
                check(superuser);
            }
        }
    }

    /// Whether a call that was cut off is in the journal alone. On a busy machine a kill may cut nothing off.
    private boolean isAhead(JdbcClient superuser) {
        return !events(superuser).keySet().containsAll(inPart);
    }

    private void check(JdbcClient superuser) {
        Map<String, String> events = events(superuser);
        long brokenOff = events.values().stream().filter(BROKE_OFF::equals).count();
        System.out.printf(
                "%d kills: %d calls whole, %d in part, %d events, %d of them broken off%n",
                KILLS, whole.size(), inPart.size(), events.size(), brokenOff);
        assertThat(whole).hasSizeGreaterThan(50 * KILLS);
        assertThat(inPart).as("some streams are cut off").isNotEmpty();
        assertThat(whole).allSatisfy(id -> assertThat(events.get(id)).isEqualTo("none"));
        // The record may be there already when the end of the answer is not.
        assertThat(inPart).allSatisfy(id -> assertThat(events.get(id)).isIn(BROKE_OFF, "none"));
        assertThat(inPart).anySatisfy(id -> assertThat(events.get(id)).isEqualTo(BROKE_OFF));
        assertThat(superuser
                        .sql("select count(*) from audit.event where action like 'gateway.call.%'")
                        .query(Long.class)
                        .single())
                .as("no id is there twice")
                .isEqualTo(events.size());
        Set<String> used = new HashSet<>(superuser
                .sql("select id::text from gateway.usage_entry")
                .query(String.class)
                .list());
        assertThat(used).isEqualTo(events.keySet());
    }

    /// Half of the answers are streams, which take up to a hundred milliseconds.
    private static void answer(ScriptedProvider.Received request, ScriptedProvider.Connection connection)
            throws IOException {
        if (request.body().path("stream").asBoolean()) {
            connection.beginStream();
            for (int i = 0; i < 10; i++) {
                connection.delta("Hi.");
                LockSupport.parkNanos(ThreadLocalRandom.current()
                        .nextLong(Duration.ofMillis(10).toNanos()));
            }
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

    private void killUnderLoad(GatewayProcess process, String token, int millis) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        int before = whole.size();
        for (int i = 0; i < CALLERS; i++) {
            boolean stream = i % 2 == 0;
            callers.add(Thread.ofVirtual().start(() -> callUntil(killed, process.url(), token, stream)));
        }
        await("calls are answered").atMost(Duration.ofSeconds(30)).until(() -> whole.size() >= before + 60);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        process.kill();
        killed.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void callUntil(AtomicBoolean killed, String url, String token, boolean stream) {
        String body = chat("support", "Hi", ", \"stream\": " + stream);
        while (!killed.get()) {
            try {
                HttpResponse<InputStream> answer = http.send(
                        request("POST", url + "/v1/chat/completions", token, body),
                        HttpResponse.BodyHandlers.ofInputStream());
                take(answer, stream);
            } catch (IOException e) {
                // cut off before anything came
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void take(HttpResponse<InputStream> answer, boolean stream) {
        StringBuilder read = new StringBuilder();
        boolean ended = false;
        try (InputStream in = answer.body()) {
            byte[] buffer = new byte[8_192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            ended = true;
        } catch (IOException e) {
            // cut off in the middle
        }
        boolean full = stream ? read.toString().endsWith("data: [DONE]\n\n") : ended;
        if (answer.statusCode() == 200) {
            (full ? whole : inPart).add(RunningGateway.callId(answer));
        }
    }

    private HttpResponse<String> send(String method, String url, String token, String body)
            throws IOException, InterruptedException {
        return http.send(request(method, url, token, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String url, String token, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /// What each call came to: its type of error, or `none`.
    private static Map<String, String> events(JdbcClient superuser) {
        Map<String, String> events = new HashMap<>();
        superuser
                .sql(
                        "select id::text as id, coalesce(audit.parse(canonical) -> 'attributes' ->> 'errorType', 'none') as error"
                                + " from audit.event where action like 'gateway.call.%'")
                .query((row, _) -> events.put(row.getString("id"), row.getString("error")))
                .list();
        return events;
    }
}
