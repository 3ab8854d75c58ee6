package io.plumbline.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A circuit breaker for each provider and model, in this replica. One that opens lets nobody through for five
/// seconds, then three to try. What the provider refuses on good grounds (4xx) and its own rate limits do not count
/// as failures. Bounded, since callers of direct models choose names.
@Component
public final class TargetBreakers {

    private static final Logger log = LoggerFactory.getLogger(TargetBreakers.class);
    private static final int MOST = 10_000;
    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final Cache<String, CircuitBreaker> breakers =
            Caffeine.newBuilder().maximumSize(MOST).build();

    CircuitBreaker of(UpstreamTarget target) {
        return breakers.get(target.label(), TargetBreakers::make);
    }

    private static CircuitBreaker make(String label) {
        CircuitBreaker breaker = CircuitBreaker.of(label, CONFIG);
        breaker.getEventPublisher()
                .onStateTransition(event -> log.atWarn()
                        .addKeyValue("target", label)
                        .addKeyValue("state", event.getStateTransition().getToState())
                        .log("Circuit breaker of a target has moved"));
        return breaker;
    }

    /// How the calls to a target have gone lately.
    ///
    /// @param state CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls how many it judges by, at most 20
    /// @param failures how many of them failed
    public record Health(String state, int calls, int failures) {}

    public Health health(UpstreamTarget target) {
        CircuitBreaker breaker = of(target);
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        return new Health(
                breaker.getState().name(), metrics.getNumberOfBufferedCalls(), metrics.getNumberOfFailedCalls());
    }
}
