package io.plumbline.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.upstream.http.UpstreamProperties;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The state of each target, that is a provider's model, in this replica: its circuit breaker, slots, retries and
/// figures. An open breaker lets no calls through for five seconds, then three as a trial. Justified refusals
/// (4xx) and rate limits of the provider do not count as failures. Bounded, since callers of direct models choose
/// names.
@Component
public final class TargetStates {

    private static final Logger log = LoggerFactory.getLogger(TargetStates.class);
    private static final int MOST = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(PAUSE)
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final Cache<String, TargetState> states =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final double retryBudget;
    private final Clock clock;

    TargetStates(UpstreamProperties properties, Clock clock) {
        this.retryBudget = properties.retryBudget();
        this.clock = clock;
    }

    public TargetState of(UpstreamTarget target) {
        return states.get(target.label(), this::make);
    }

    private TargetState make(String label) {
        CircuitBreaker breaker = CircuitBreaker.of(label, CONFIG);
        TargetState state = new TargetState(breaker, PAUSE, new RetryBudget(retryBudget));
        breaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State to = event.getStateTransition().getToState();
            if (to == CircuitBreaker.State.OPEN) {
                state.opened(clock.instant());
            }
            log.atWarn()
                    .addKeyValue("target", label)
                    .addKeyValue("state", to)
                    .log("Circuit breaker of a target has moved");
        });
        return state;
    }
}
