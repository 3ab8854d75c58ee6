package io.plumbline.eval.score;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.UnscoredPairsException;
import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MetricController {

    private static final String SEE_ERRORS = "The request is invalid. errors lists each field.";

    private final MetricResolver metrics;

    MetricController(MetricResolver metrics) {
        this.metrics = metrics;
    }

    /// @param metrics each a name, or an object with a name and options
    record ScoreRequest(
            @ArraySchema(schema = @Schema(oneOf = {String.class, MetricDefinition.class})) @NotEmpty @Size(max = 20)
            List<@NotNull @Valid MetricDefinition> metrics,

            @NotEmpty @Size(max = 1000) List<@NotNull @Valid Pair> pairs) {}

    /// @param references optional if no metric needs them
    /// @param latencyMs latency of the hypothesis; likewise the tokens and the cost
    record Pair(
            @NotNull @Size(max = 1_000_000) String hypothesis,
            @Size(max = 64) @Nullable List<@NotNull @Size(max = 1_000_000) String> references,
            @PositiveOrZero @Nullable Double latencyMs,
            @PositiveOrZero @Nullable Long inputTokens,
            @PositiveOrZero @Nullable Long outputTokens,
            @PositiveOrZero @Nullable Double costUsd) {

        TextPair texts() {
            return new TextPair(
                    hypothesis,
                    references == null ? List.of() : references,
                    new CallFigures(latencyMs, inputTokens, outputTokens, costUsd));
        }
    }

    /// @param corpus score of all pairs together, by metric
    /// @param pairs scores of each pair, by metric
    /// @param signatures settings that make each corpus score reproducible
    record ScoreResponse(Map<String, Double> corpus, List<Map<String, Double>> pairs, Map<String, String> signatures) {}

    /// Scores texts in 0..1, except BLEU and chrF in 0..100, and TER, which is 0 at best and may exceed 100.
    @PostMapping("/api/v1/metrics/score")
    @RequiresPermission(Permission.METRIC_SCORE)
    ScoreResponse score(@Valid @RequestBody ScoreRequest request) {
        Map<String, Metric> wanted = wanted(request.metrics());
        List<TextPair> pairs = pairs(request.pairs());
        wanted.values().forEach(metric -> requireReferences(metric, pairs));
        wanted.values().forEach(metric -> requireFew(metric, pairs.size()));
        Map<String, Double> corpus = new LinkedHashMap<>();
        Map<String, String> signatures = new LinkedHashMap<>();
        List<Map<String, Double>> each = new ArrayList<>();
        pairs.forEach(_ -> each.add(new LinkedHashMap<>()));
        wanted.forEach((name, metric) -> {
            ScoredCorpus scored = score(metric, pairs);
            corpus.put(name, scored.score());
            signatures.put(name, scored.corpusSignature());
            for (int i = 0; i < pairs.size(); i++) {
                each.get(i).put(name, scored.pairScore(i));
            }
        });
        return new ScoreResponse(corpus, each, signatures);
    }

    /// Returns the metrics by the names of their scores. Duplicates count once.
    private Map<String, Metric> wanted(List<MetricDefinition> definitions) {
        Map<String, Metric> wanted = new LinkedHashMap<>();
        Map<String, MetricDefinition> seen = new LinkedHashMap<>();
        ProblemException problem = RequestProblem.INVALID_REQUEST.because(SEE_ERRORS);
        for (int i = 0; i < definitions.size(); i++) {
            MetricDefinition definition = definitions.get(i);
            MetricDefinition before = seen.putIfAbsent(definition.label(), definition);
            if (before != null && !before.equals(definition)) {
                problem.at("/metrics/" + i + "/as", "must be another name: this one is taken");
            } else if (before == null) {
                try {
                    Metric metric = metrics.metric(definition);
                    if (metric.needsEvidence()) {
                        throw new InvalidMetricException("/name", "is for gates: it needs the steps to an answer");
                    }
                    wanted.put(definition.label(), metric);
                } catch (InvalidMetricException e) {
                    boolean bare = definition.equals(MetricDefinition.of(definition.name()));
                    problem.at("/metrics/" + i + (bare ? "" : e.pointer()), e.reason());
                }
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return wanted;
    }

    private static List<TextPair> pairs(List<Pair> pairs) {
        List<TextPair> made = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            try {
                made.add(pairs.get(i).texts());
            } catch (OversizedTextException e) {
                throw tooLarge(e).at("/pairs/" + i, "is too large");
            }
        }
        return made;
    }

    private static void requireReferences(Metric metric, List<TextPair> pairs) {
        if (!metric.needsReferences()) {
            return;
        }
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).references().isEmpty()) {
                throw RequestProblem.INVALID_REQUEST
                        .because(SEE_ERRORS)
                        .at("/pairs/" + i + "/references", "must not be empty: a metric compares the answer with them");
            }
        }
    }

    private static void requireFew(Metric metric, int pairs) {
        if (pairs > metric.mostPairs()) {
            throw RequestProblem.INVALID_REQUEST
                    .because(SEE_ERRORS)
                    .at("/pairs", "must be at most " + metric.mostPairs() + " for one of the metrics");
        }
    }

    private static ScoredCorpus score(Metric metric, List<TextPair> pairs) {
        try {
            return ScoredCorpus.of(metric, pairs);
        } catch (OversizedTextException e) {
            throw tooLarge(e);
        } catch (MetricUnavailableException e) {
            throw MetricProblem.METRIC_UNAVAILABLE.because(e.getMessage() + ".");
        } catch (UnscoredPairsException e) {
            throw MetricProblem.METRIC_UNAVAILABLE.because(e.size() + " of " + pairs.size() + " pairs have no score in "
                    + metric.name() + ". The first has none because " + e.reason() + ".");
        } catch (EncoderUnavailableException e) {
            throw MetricProblem.METRIC_UNAVAILABLE.because(
                    "A metric needs the text encoder, which does not answer. Try again later.");
        }
    }

    private static ProblemException tooLarge(OversizedTextException e) {
        return RequestProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
    }
}
