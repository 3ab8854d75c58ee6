package io.plumbline.kit.sibling;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/// The access token of this service, obtained by client credentials (RFC 6749, 4.4) and cached until half a
/// minute before expiry. One thread fetches while others wait; if it is refused, all of them fail.
public final class ServiceTokens {

    private static final long EARLY_SECONDS = 30;

    private final RestClient client;
    private final String clientId;
    private final String clientSecret;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token token;
    private final AtomicInteger failures = new AtomicInteger();

    public ServiceTokens(RestClient.Builder builder, URI governance, String service, String clientSecret, Clock clock) {
        this.client = builder.baseUrl(governance.toString()).build();
        this.clientId = service + "-service";
        this.clientSecret = clientSecret;
        this.clock = clock;
    }

    private record Token(String value, Instant renewAt) {}

    /// Returns a token that is valid for a request.
    ///
    /// @throws ProblemException 503 if governance-service issues none
    public String current() {
        Token held = token;
        if (held != null && isFresh(held)) {
            return held.value();
        }
        int failuresBefore = failures.get();
        lock.lock();
        try {
            held = token;
            if (held != null && isFresh(held)) {
                return held.value();
            }
            if (failures.get() != failuresBefore) {
                throw unavailable(null);
            }
            Token fetched = fetch();
            token = fetched;
            return fetched.value();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Token held) {
        return clock.instant().isBefore(held.renewAt());
    }

    private Token fetch() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        try {
            JsonNode answer = client.post()
                    .uri("/oauth2/token")
                    .headers(headers -> headers.setBasicAuth(clientId, clientSecret))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form)
                    .retrieve()
                    .body(JsonNode.class);
            if (answer == null || !answer.path("access_token").isString()) {
                failures.incrementAndGet();
                throw unavailable(null);
            }
            long seconds = answer.path("expires_in").asLong(EARLY_SECONDS * 2);
            return new Token(
                    answer.path("access_token").asString(),
                    clock.instant().plusSeconds(Math.max(1, seconds - EARLY_SECONDS)));
        } catch (RestClientException e) {
            failures.incrementAndGet();
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(@Nullable Exception cause) {
        String detail = "governance-service did not give this service a token. Try again in a moment.";
        return cause == null
                ? RequestProblem.SIBLING_UNAVAILABLE.because(detail)
                : RequestProblem.SIBLING_UNAVAILABLE.because(detail, cause);
    }
}
