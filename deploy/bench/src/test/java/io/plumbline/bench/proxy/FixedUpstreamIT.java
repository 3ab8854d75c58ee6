package io.plumbline.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.bench.load.Load;
import io.plumbline.bench.load.LoadMeasurements;
import io.plumbline.bench.load.LoadTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FixedUpstreamIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T06:00:00Z"), ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FixedUpstream upstream = FixedUpstream.start(CLOCK);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        client.close();
        upstream.close();
    }

    @Test
    void answersInOnePieceEachTimeWithAnotherId() throws IOException, InterruptedException {
        JsonNode one = JSON.readTree(ask("{\"seed\":0}"));
        JsonNode other = JSON.readTree(ask("{}"));

        assertThat(one.at("/choices/0/message/content").asString()).startsWith("Thank you");
        assertThat(one.path("id").asString())
                .startsWith("chatcmpl-")
                .isNotEqualTo(other.path("id").asString());
        assertThat(one.path("created").asLong()).isEqualTo(CLOCK.instant().getEpochSecond());
    }

    @Test
    void answersInAsManyPiecesAsTheSeedSays() throws IOException, InterruptedException {
        List<String> events = ask("{\"stream\":true,\"seed\":20}")
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();

        assertThat(events).allMatch(event -> event.startsWith("data: ")).endsWith("data: [DONE]");
        assertThat(events.stream().filter(event -> event.contains("\"content\":\"") && !event.contains("\"\"")))
                .hasSize(20);
    }

    @Test
    void letsTheFirstTextOfAStreamBeTimed() {
        String url = upstream.url() + "/v1/chat/completions";
        LoadTarget target = LoadTarget.posting(url, "key", List.of("{\"seed\":20}"));
        LoadMeasurements measured = new Load(target, 2).runFor(Duration.ofMillis(200));
        if (measured.calls() <= 2) { // too little for a slow machine
            measured = new Load(target, 2).runFor(Duration.ofSeconds(2));
        }

        assertThat(measured.calls()).isGreaterThan(2);
        assertThat(measured.firstMillis(0.5)).isPositive().isLessThan(measured.wholeMillis(0.5));
    }

    private String ask(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(upstream.url() + "/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
