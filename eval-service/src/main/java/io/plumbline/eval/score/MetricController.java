package io.plumbline.eval.score;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricCatalog;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MetricController {

    private final MetricCatalog metrics;

    MetricController(MetricCatalog metrics) {
        this.metrics = metrics;
    }

    record ScoreRequest(
            @NotEmpty @Size(max = 20) List<@NotNull @Size(max = 63) String> metrics,
            @NotEmpty @Size(max = 1000) List<@NotNull @Valid Pair> pairs) {}

    record Pair(
            @NotNull @Size(max = 1_000_000) String hypothesis,
            @NotEmpty @Size(max = 64) List<@NotNull @Size(max = 1_000_000) String> references) {}

    /// @param corpus score of all pairs together, by metric
    /// @param pairs scores of each pair, by metric
    /// @param signatures what makes each corpus score reproducible
    record ScoreResponse(Map<String, Double> corpus, List<Map<String, Double>> pairs, Map<String, String> signatures) {}

    /// Scores texts against references, in 0..1 but for BLEU and chrF, which are in 0..100.
    @PostMapping("/api/v1/metrics/score")
    @RequiresPermission(Permission.METRIC_SCORE)
    ScoreResponse score(@Valid @RequestBody ScoreRequest request) {
        List<TextPair> pairs = pairs(request.pairs());
        Map<String, Double> corpus = new LinkedHashMap<>();
        Map<String, String> signatures = new LinkedHashMap<>();
        List<Map<String, Double>> each = new ArrayList<>();
        pairs.forEach(_ -> each.add(new LinkedHashMap<>()));
        for (String name : new LinkedHashSet<>(request.metrics())) {
            ScoredCorpus scored = score(metric(name, request.metrics().indexOf(name)), pairs);
            corpus.put(name, scored.score());
            signatures.put(name, scored.corpusSignature());
            for (int i = 0; i < pairs.size(); i++) {
                each.get(i).put(name, scored.pairScore(i));
            }
        }
        return new ScoreResponse(corpus, each, signatures);
    }

    private Metric metric(String name, int index) {
        return metrics.find(name)
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                        .because("See errors for the places at fault.")
                        .at("/metrics/" + index, "must be one of " + metrics.names()));
    }

    private static List<TextPair> pairs(List<Pair> pairs) {
        List<TextPair> made = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            try {
                made.add(new TextPair(pairs.get(i).hypothesis(), pairs.get(i).references()));
            } catch (OversizedTextException e) {
                throw tooLarge(e).at("/pairs/" + i, "is too large");
            }
        }
        return made;
    }

    private static ScoredCorpus score(Metric metric, List<TextPair> pairs) {
        try {
            return ScoredCorpus.of(metric, pairs);
        } catch (OversizedTextException e) {
            throw tooLarge(e);
        } catch (EncoderUnavailableException e) {
            throw MetricProblem.METRIC_UNAVAILABLE.because(
                    metric.name() + " needs the text encoder, which gives no answer: try again later.");
        }
    }

    private static ProblemException tooLarge(OversizedTextException e) {
        return RequestProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
    }
}
