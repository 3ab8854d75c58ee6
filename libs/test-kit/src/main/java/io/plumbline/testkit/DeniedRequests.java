package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a service's reports of denied requests.
public final class DeniedRequests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DeniedRequests() {}

    /// The events so far, oldest first.
    public static List<JsonNode> events(ServiceUnderTest service) {
        return JdbcClient.create(service.database().superuser())
                .sql(
                        "select convert_from(canonical, 'UTF8') from audit.event where action = 'governance.access.denied' order by id")
                .query(String.class)
                .stream()
                .map(JSON::readTree)
                .toList();
    }

    /// Waits until each of these permissions is reported as denied.
    public static void assertReported(ServiceUnderTest service, Collection<String> permissions) {
        await("denied requests are reported")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(events(service))
                        .extracting(event -> event.at("/resource/id").asString())
                        .containsAll(permissions));
    }

    /// The number of requests that the service has denied so far, by its events. Flushes pending reports first.
    public static long count(ServiceUnderTest service) {
        try {
            service.bean("denials", AutoCloseable.class).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return events(service).stream()
                .mapToLong(event -> event.at("/attributes/count").asLong())
                .sum();
    }
}
