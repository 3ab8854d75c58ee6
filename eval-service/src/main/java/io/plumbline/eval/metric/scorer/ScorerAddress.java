package io.plumbline.eval.metric.scorer;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The address and time limit of a scorer.
///
/// @param url `http` or `https`, with a host
/// @param timeout for one call, 1 ms to 60 s
/// @param token sent as `Authorization: Bearer`; null for none
public record ScorerAddress(
        URI url, Duration timeout, @Nullable String token) {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    public ScorerAddress {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("A scorer's address is a URL of http or https.");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A scorer may take at most " + LONGEST.toSeconds() + " seconds.");
        }
    }

    /// Omits the token.
    @Override
    public String toString() {
        return "ScorerAddress[" + url.getHost() + "]";
    }
}
