package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.scorer.ItemScorer;
import io.plumbline.kit.egress.EgressProxyException;
import io.plumbline.kit.webhook.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a service over HTTP: `POST {"scorer", "items": [{"hypothesis", "references"}]}`, signed as Standard
/// Webhooks 1.0 defines it, answered by `{"scores": [..], "version"}`. An element of `scores` that is not a number
/// from 0 to 1 is an error of its item. Any other response makes the scorer unavailable: scores are never invented.
///
/// A call without a response, or with status 429, 502, 503 or 504, is repeated twice under the same id. Thread-safe.
final class HttpItemScorer implements ItemScorer {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final List<Integer> REPEATABLE = List.of(429, 502, 503, 504);
    private static final int OK = 200;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");
    private static final Pattern VERSION = Pattern.compile("[\\p{Print}]{1,100}");
    /// Services in Python write `NaN` for a missing number.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String reference;
    private final HttpEndpoint endpoint;
    private final ScorerTransport transport;
    private final Supplier<Optional<WebhookSecret>> secret;
    private final Consumer<String> stated;
    private final Clock clock;

    /// @param secret the current secret; empty if it cannot be read
    /// @param stated receives the version that each response states; empty if it states none
    HttpItemScorer(
            String reference,
            HttpEndpoint endpoint,
            ScorerTransport transport,
            Supplier<Optional<WebhookSecret>> secret,
            Consumer<String> stated,
            Clock clock) {
        this.reference = reference;
        this.endpoint = endpoint;
        this.transport = transport;
        this.secret = secret;
        this.stated = stated;
        this.clock = clock;
    }

    private record Call(String scorer, List<Item> items) {}

    @Override
    public List<Outcome> score(List<Item> items) {
        if (!transport.isEnabled()) {
            throw new MetricUnavailableException(
                    reference + " is UNAVAILABLE: plumbline.eval.http-scorers.enabled is false");
        }
        WebhookSecret key = secret.get()
                .orElseThrow(() ->
                        unavailable("secret cannot be decrypted. Register the scorer again with a new one", null));
        JsonNode response = respond(JSON.writeValueAsBytes(new Call(reference, items)), key);
        JsonNode scores = response.path("scores");
        if (!scores.isArray() || scores.size() != items.size()) {
            throw unavailable("service did not return a score for each item", null);
        }
        stated.accept(version(response.path("version")));
        List<Outcome> outcomes = new ArrayList<>(items.size());
        for (JsonNode score : scores) {
            outcomes.add(Outcome.of(score.isNumber() ? score.asDouble() : Double.NaN));
        }
        return outcomes;
    }

    private String version(JsonNode version) {
        if (version.isMissingNode() || version.isNull()) {
            return "";
        }
        String text = version.isString() ? version.asString() : "";
        if (!VERSION.matcher(text).matches()) {
            throw unavailable("service stated a version that is not a text of 1 to 100 printable characters", null);
        }
        return text;
    }

    private JsonNode respond(byte[] body, WebhookSecret key) {
        String id = "scr_" + UUID.nameUUIDFromBytes(body) + "_" + clock.millis();
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == PAUSES.size();
            String retryAfter = null;
            try {
                ScorerTransport.Response response =
                        transport.post(URI.create(endpoint.url()), endpoint.timeout(), headers(id, body, key), body);
                if (last || !REPEATABLE.contains(response.status())) {
                    return read(response);
                }
                retryAfter = response.retryAfter();
            } catch (EgressProxyException e) {
                throw unavailable("service cannot be reached: the egress proxy refused the call", e);
            } catch (IOException e) {
                if (last) {
                    throw unavailable("service gave no response", e);
                }
            }
            LockSupport.parkNanos(pause(attempt, retryAfter).toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw unavailable("service gave no response", null);
            }
        }
    }

    private static Duration pause(int attempt, @Nullable String retryAfter) {
        if (retryAfter == null || !SECONDS.matcher(retryAfter).matches()) {
            return PAUSES.get(attempt);
        }
        Duration wanted = Duration.ofSeconds(Integer.parseInt(retryAfter));
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }

    private Map<String, String> headers(String id, byte[] body, WebhookSecret key) {
        long timestamp = clock.instant().getEpochSecond();
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", key.sign(id, timestamp, new String(body, StandardCharsets.UTF_8)));
    }

    private JsonNode read(ScorerTransport.Response response) {
        if (response.status() != OK) {
            throw unavailable("service returned status " + response.status(), null);
        }
        if (response.body() == null) {
            throw unavailable("service returned more than 64 KB", null);
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw unavailable("service did not return JSON", e);
        }
    }

    private MetricUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        String message = reference + " cannot be computed: its " + reason;
        return cause == null ? new MetricUnavailableException(message) : new MetricUnavailableException(message, cause);
    }

    @Override
    public int mostItems() {
        return endpoint.mostItems();
    }
}
