package io.plumbline.eval.score;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.scorer.HttpScorer;
import io.plumbline.eval.metric.scorer.OnnxScorer;
import io.plumbline.eval.metric.scorer.ScorerAddress;
import io.plumbline.kit.egress.EgressProxy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param scorers services or models that compute metrics, by name: `custom:NAME` in suites; the one called
///     `bleurt` is BLEURT
@Validated
@ConfigurationProperties("plumbline.eval")
record ScorerProperties(@DefaultValue Map<String, @NotNull @Valid Scorer> scorers) {

    /// @param url the scorer's `http` or `https` address; set either this or `folder`
    /// @param folder a folder with a BERT model that returns one number for a reference and an answer: `model.onnx`
    ///     and `vocab.txt`
    /// @param timeout maximum duration of one call, at most 60 s
    /// @param token sent as `Authorization: Bearer`
    public record Scorer(
            @Nullable URI url,
            @Nullable Path folder,
            @DefaultValue("10s") Duration timeout,
            @Nullable String token) {

        public Scorer {
            if ((url == null) == (folder == null)) {
                throw new IllegalArgumentException("A scorer has either a url or a folder.");
            }
        }

        Metric metric(String name, EgressProxy egress) {
            return url == null
                    ? new OnnxScorer(name, Objects.requireNonNull(folder))
                    : new HttpScorer(name, new ScorerAddress(url, timeout, token), egress);
        }

        /// Never the token.
        @Override
        public String toString() {
            return "Scorer[" + (url == null ? folder : url.getHost()) + "]";
        }
    }
}
