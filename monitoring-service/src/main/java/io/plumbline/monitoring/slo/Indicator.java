package io.plumbline.monitoring.slo;

import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.OutputLength;
import org.jspecify.annotations.Nullable;

/// A service level indicator: the good share of the calls that count. Calls that a guard stopped, or that were
/// refused because of the caller, do not count except for [#NOT_BLOCKED].
enum Indicator {
    /// Neither the provider nor the gateway failed.
    AVAILABILITY(false),
    /// The gateway did not fail. Calls that failed at the provider do not count.
    GATEWAY_AVAILABILITY(false),
    /// The provider did not fail. Calls that failed in the gateway do not count.
    PROVIDER_AVAILABILITY(false),
    /// A completed call took at most `thresholdMs`.
    LATENCY(true),
    /// The first token of a completed streamed call came after at most `thresholdMs`.
    FIRST_TOKEN(true),
    /// No guard stopped the call.
    NOT_BLOCKED(false),
    /// A score is at least 0.5.
    FEEDBACK(false);

    private final boolean timed;

    Indicator(boolean timed) {
        this.timed = timed;
    }

    /// Whether it needs a threshold.
    boolean isTimed() {
        return timed;
    }

    /// Good and bad calls.
    record Counts(long good, long bad) {

        static final Counts NONE = new Counts(0, 0);

        long total() {
            return good + bad;
        }

        /// Returns the bad share; 0 without calls.
        double badShare() {
            return total() == 0 ? 0 : (double) bad / total();
        }
    }

    /// Counts the calls of a window.
    ///
    /// @param thresholdMs of indicators with a threshold
    /// @param output class of calls; null for all
    Counts count(@Nullable CallWindow window, double thresholdMs, @Nullable OutputLength output) {
        if (window == null) {
            return Counts.NONE;
        }
        CallWindow.Outcomes outcomes = window.outcomes();
        long tried = outcomes.calls() - outcomes.blocked() - outcomes.refused();
        return switch (this) {
            case AVAILABILITY -> counts(tried, outcomes.errors());
            case GATEWAY_AVAILABILITY -> counts(tried - outcomes.providerErrors(), outcomes.gatewayErrors());
            case PROVIDER_AVAILABILITY -> counts(tried - outcomes.gatewayErrors(), outcomes.providerErrors());
            case LATENCY -> {
                var latencies = window.latencies().sum(output);
                yield counts(latencies.count(), latencies.count() - latencies.countUpTo(thresholdMs));
            }
            case FIRST_TOKEN -> {
                var times = window.firstToken();
                yield counts(times.count(), times.count() - times.countUpTo(thresholdMs));
            }
            case NOT_BLOCKED -> counts(outcomes.calls() - outcomes.refused(), outcomes.blocked());
            case FEEDBACK -> counts(window.feedback().count(), window.feedback().negative());
        };
    }

    private static Counts counts(long total, long bad) {
        return new Counts(total - bad, bad);
    }
}
