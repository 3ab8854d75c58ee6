package io.plumbline.eval.score;

import io.plumbline.eval.metric.scorer.ScorerAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param scorers services that compute metrics, by name: `custom:NAME` in suites; the one called `bleurt`
///     is BLEURT
@Validated
@ConfigurationProperties("plumbline.eval")
public record ScorerProperties(@DefaultValue Map<String, @NotNull @Valid Scorer> scorers) {

    /// @param url where its pairs are sent, of `http` or `https`
    /// @param timeout how long one call may take, at most 60 s
    /// @param token sent as `Authorization: Bearer`
    public record Scorer(
            @NotNull URI url,
            @DefaultValue("10s") Duration timeout,
            @Nullable String token) {

        ScorerAddress address() {
            return new ScorerAddress(url, timeout, token);
        }

        /// Never the token.
        @Override
        public String toString() {
            return "Scorer[" + url.getHost() + "]";
        }
    }
}
