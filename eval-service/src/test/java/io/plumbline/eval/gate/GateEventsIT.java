package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events of a gate, over real HTTP.
class GateEventsIT extends GateTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// One event: its name and data.
    private record Event(String name, JsonNode data) {}

    private static final class Events implements AutoCloseable {

        private final HttpResponse<java.io.InputStream> response;
        private final BufferedReader lines;

        private Events(String url, String id) throws IOException, InterruptedException {
            this(url, id, eval.service.governance().userToken(TEAM, Role.ML_ENGINEER));
        }

        private Events(String url, String id, String token) throws IOException, InterruptedException {
            response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url + "/api/v1/gates/" + id + "/events"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /// The next one; null at the end of the stream.
        private @Nullable Event next() throws IOException {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return new Event(name, JsonMapper.shared().readTree(line.substring(6)));
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    @Test
    void reportProgressAndEndWithTheVerdict() throws Exception {
        Semaphore permits = new Semaphore(30);
        eval.registry.model(TEAM, "watched", 1, 0);
        eval.gateway.model("registry:watched@1", call -> {
            permits.acquireUninterruptibly();
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "watched", 1));
        List<Event> seen = new ArrayList<>();
        try (Events events = new Events(eval.service.url(), id)) {
            assertThat(events.response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            for (Event event = events.next(); event != null; event = events.next()) {
                seen.add(event);
                if (event.data().path("asked").asInt() == 30) {
                    assertThat(event.data().path("total").asInt()).isEqualTo(120);
                    assertThat(event.data().path("costUsd").decimalValue()).isEqualByComparingTo("0.03");
                    assertThat(event.data().path("etaSeconds").isNumber()).isTrue();
                    permits.release(1_000);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen.getLast().name()).isEqualTo("end");
        assertThat(seen.getLast().data().path("verdict").asString()).isEqualTo("PASS");
        assertThat(seen.get(seen.size() - 2).data().path("asked").asInt()).isEqualTo(120);
        assertThat(seen.subList(0, seen.size() - 1))
                .allMatch(event -> event.name().equals("progress"));
    }

    @Test
    void comeFromEveryReplica() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "far", 1, 0);
        eval.gateway.model("registry:far@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        ServiceUnderTest other = eval.replica();
        try {
            String id = open(request("faq", "far", 1));
            String token = other.governance().userToken(TEAM, Role.ML_ENGINEER);
            HttpResponse<java.io.InputStream> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(other.url() + "/api/v1/gates/" + id + "/events"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            release.countDown();
            assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("retry: 2000\n\nevent: progress\n")
                    .contains("event: end\n")
                    .contains("\"verdict\":\"PASS\"");
        } finally {
            release.countDown();
            other.stop();
        }
    }

    @Test
    void reportAFinishedGateAtOnce() throws Exception {
        eval.model("over", 100);
        String id = eval.run(request("faq", "over", 1)).path("id").asString();
        try (Events events = new Events(eval.service.url(), id)) {
            assertThat(events.next()).isNotNull().extracting(Event::name).isEqualTo("progress");
            assertThat(events.next()).isNotNull().extracting(Event::name).isEqualTo("end");
            assertThat(events.next()).isNull();
        }
    }

    @Test
    void leaveRoomForOtherClients() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "listened", 1, 0);
        eval.gateway.model("registry:listened@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "listened", 1));
        String token = eval.service.governance().userToken(TEAM, Role.ML_ENGINEER);
        List<Events> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                Events events = new Events(eval.service.url(), id, token);
                listeners.add(events);
                assertThat(events.response.statusCode()).isEqualTo(200);
            }
            try (Events own = new Events(eval.service.url(), id, token);
                    Events other = new Events(eval.service.url(), id)) {
                assertThat(own.response.statusCode()).isEqualTo(429);
                assertThat(new String(own.response.body().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("/problems/too-many-own-streams");
                assertThat(other.response.statusCode()).isEqualTo(200);
            }
        } finally {
            release.countDown();
            for (Events listener : listeners) {
                listener.close();
            }
        }
    }

    @Test
    void refuseAClientWithTooManyStreams() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "awaited", 1, 0);
        eval.gateway.model("registry:awaited@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "awaited", 1));
        String token = eval.service.governance().userToken(TEAM, Role.ML_ENGINEER);
        List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                waits.add(HTTP.sendAsync(waiting(id, 60, token), HttpResponse.BodyHandlers.ofString()));
            }
            await("the ten wait").atMost(Duration.ofSeconds(40)).until(() -> {
                // One that came after the question below was answered at once itself.
                waits.replaceAll(wait -> wait.isDone()
                        ? HTTP.sendAsync(waiting(id, 60, token), HttpResponse.BodyHandlers.ofString())
                        : wait);
                long began = System.nanoTime();
                HttpResponse<String> answer = HTTP.send(waiting(id, 2, token), HttpResponse.BodyHandlers.ofString());
                return answer.body().contains("\"RUNNING\"")
                        && System.nanoTime() - began < Duration.ofSeconds(1).toNanos();
            });
            release.countDown();
            for (CompletableFuture<HttpResponse<String>> wait : waits) {
                assertThat(wait.join().body()).contains("\"DONE\"");
            }
        } finally {
            release.countDown();
        }
    }

    private static HttpRequest waiting(String id, int seconds, String token) {
        return HttpRequest.newBuilder(URI.create(eval.service.url() + "/api/v1/gates/" + id + "?wait=" + seconds))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    @Test
    void areRefusedAtTheListenerLimit() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "crowded", 1, 0);
        eval.gateway.model("registry:crowded@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "crowded", 1));
        List<Events> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Events events = new Events(eval.service.url(), id);
                listeners.add(events);
                assertThat(events.response.statusCode()).isEqualTo(200);
            }
            try (Events one = new Events(eval.service.url(), id)) {
                assertThat(one.response.statusCode()).isEqualTo(503);
                assertThat(new String(one.response.body().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("/problems/too-many-streams");
            }
            release.countDown();
            for (Events listener : listeners) {
                readToItsEnd(listener);
            }
            await("there is room again").until(() -> {
                try (Events one = new Events(eval.service.url(), id)) {
                    return one.response.statusCode() == 200;
                }
            });
        } finally {
            release.countDown();
            for (Events listener : listeners) {
                listener.close();
            }
        }
    }

    private static void readToItsEnd(Events events) throws IOException {
        while (events.next() != null) {
            // The next one.
        }
    }
}
