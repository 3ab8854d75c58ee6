package io.plumbline.bench.vectors;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares with the numbers in the reference implementations' own tests, which have fewer digits.
final class ProjectVectors {

    /// The rounding error of five digits.
    private static final double FIVE_DIGITS = 5.1e-6;

    private static final double TWO_DIGITS = 0.0051;

    private static final String SACREBLEU = "sacrebleu's own tests";
    private static final String ROUGE = "ROUGE-1.5.5 and own tests";
    private static final String NLTK = "NLTK's own tests";
    private static final String MAX_ORDER = "max_ngram_order";
    private static final Map<String, String> PARTS = Map.of("F", "", "P", "-precision", "R", "-recall");

    private final VectorComparisons comparisons;

    ProjectVectors(VectorComparisons comparisons) {
        this.comparisons = comparisons;
    }

    void check(JsonNode vectors) {
        JsonNode sacrebleu = vectors.path("sacrebleu");
        sacrebleu.path("corpus_bleu").forEach(this::checkCorpus);
        checkStatistics(sacrebleu.path("compute_bleu"));
        checkSmoothing(sacrebleu.path("sentence_bleu_effective_order"));
        sacrebleu.path("raw_corpus_bleu_floor_0.01").forEach(this::checkRaw);
        checkChrf(sacrebleu.path("chrf_eps_beta3"), Map.of("beta", 3, "epsSmoothing", true));
        checkChrf(sacrebleu.path("chrf_effective_beta3"), Map.of("beta", 3));
        checkChrf(sacrebleu.path("chrf_sentence_eps_beta2"), Map.of("epsSmoothing", true));
        JsonNode rouge = vectors.path("rouge");
        rouge.path("simple").forEach(test -> checkRouge(test, true, test.path("hyp"), test.path("ref")));
        rouge.path("expected").forEach(test -> checkRouge(rouge, test));
        vectors.path("nltk").path("meteor").forEach(this::checkMeteor);
        if (vectors.path("nltk").has("modified_precision")) {
            comparisons.leaveOut("NLTK's modified precision: BLEU here is sacreBLEU's");
        }
        if (vectors.has("bert_score")) {
            comparisons.leaveOut("bert_score's own tests: they are of roberta-large, which is not here");
        }
    }

    private void checkCorpus(JsonNode test) {
        Map<String, Object> options = new HashMap<>();
        for (Map.Entry<String, JsonNode> argument : test.path("args").properties()) {
            switch (argument.getKey()) {
                case "tokenize" -> options.put("tokenize", argument.getValue().asString());
                case "smooth_method" ->
                    options.put("smooth", argument.getValue().asString());
                case MAX_ORDER -> options.put("maxOrder", argument.getValue().asInt());
                default -> {
                    comparisons.leaveOut("sacrebleu's test with " + argument.getKey());
                    return;
                }
            }
        }
        List<TextPair> corpus = corpus(test.path("hyps"), test.path("refs"));
        double score =
                ScoredCorpus.of(comparisons.metric("bleu", options), corpus).score();
        boolean orders = options.containsKey("maxOrder");
        comparisons
                .of("bleu", SACREBLEU + (orders ? ", orders" : ""), orders ? TWO_DIGITS : VectorComparisons.TOLERANCE)
                .add(options.toString(), test.path("score").asDouble(), score);
    }

    private void checkStatistics(JsonNode test) {
        if (test.isMissingNode()) {
            return;
        }
        double[] statistics = {
            test.path("sys_len").asDouble(), test.path("ref_len").asDouble(), 0, 0, 0, 0, 0, 0, 0, 0
        };
        for (int i = 0; i < 4; i++) {
            statistics[2 + i] = test.path("counts").path(i).asDouble();
            statistics[6 + i] = test.path("totals").path(i).asDouble();
        }
        comparisons
                .of("bleu", SACREBLEU + ", counts", VectorComparisons.TOLERANCE)
                .add(
                        "compute_bleu",
                        test.path("score").asDouble(),
                        comparisons.metric("bleu").corpusScore(statistics));
    }

    private void checkSmoothing(JsonNode test) {
        TextPair pair =
                TextPair.of(test.path("hyp").asString(""), test.path("ref").asString(""));
        for (JsonNode given : test.path("cases")) {
            Map<String, Object> options = new HashMap<>();
            options.put("smooth", given.get(0).asString());
            if (!given.get(1).isNull()) {
                options.put("smoothValue", given.get(1).asDouble());
            }
            options.put("lowercase", given.get(2).asBoolean());
            options.put("tokenize", given.get(3).asString());
            double score = VectorComparisons.score(comparisons.metric("bleu", options), pair);
            comparisons
                    .of("bleu", SACREBLEU + ", smoothing", test.path("eps").asDouble())
                    .add(options.toString(), given.get(4).asDouble(), score);
        }
    }

    private void checkRaw(JsonNode test) {
        Metric metric = comparisons.metric("bleu", Map.of("tokenize", "none", "smooth", "floor", "smoothValue", 0.01));
        TextPair pair = new TextPair(test.get(0).get(0).asString(), VectorComparisons.strings(test.get(1)));
        comparisons
                .of("bleu", SACREBLEU + ", raw", VectorComparisons.TOLERANCE)
                .add(pair.hypothesis(), test.get(2).asDouble(), VectorComparisons.score(metric, pair));
    }

    private void checkChrf(JsonNode tests, Map<String, Object> options) {
        Metric metric = comparisons.metric("chrf", options);
        for (JsonNode test : tests) {
            double score = VectorComparisons.score(
                    metric, TextPair.of(test.get(0).asString(), test.get(1).asString()));
            comparisons
                    .of("chrf", SACREBLEU, 1e-4)
                    .add(options + " " + test.get(0).asString(), test.get(2).asDouble(), score);
        }
    }

    private void checkRouge(JsonNode rouge, JsonNode test) {
        boolean several = test.path("i").isString();
        JsonNode hypothesis = several
                ? rouge.path("prediction_multi")
                : rouge.path("predictions").path(test.path("i").asInt());
        JsonNode reference = several
                ? rouge.path("target_multi")
                : rouge.path("targets").path(test.path("i").asInt());
        checkRouge(test, test.path("stem").asBoolean(), hypothesis, reference);
    }

    private void checkRouge(JsonNode test, boolean stemmed, JsonNode hypothesis, JsonNode reference) {
        String type = test.path("type").asString();
        PARTS.forEach((part, suffix) -> {
            if (test.has(part)) {
                Metric metric = comparisons.metric(type + suffix + (stemmed ? "" : "-nostem"));
                double score =
                        VectorComparisons.score(metric, TextPair.of(hypothesis.asString(), reference.asString()));
                comparisons
                        .of(type, ROUGE, FIVE_DIGITS)
                        .add(part + " " + test.get(part), test.get(part).asDouble(), score);
            }
        });
    }

    private void checkMeteor(JsonNode test) {
        TextPair pair =
                TextPair.of(test.path("hyp").asString(), test.path("ref").asString());
        comparisons.pair("meteor-ws", NLTK, pair.hypothesis(), pair, test.path("score"));
    }

    private static List<TextPair> corpus(JsonNode hypotheses, JsonNode referenceStreams) {
        List<TextPair> corpus = new ArrayList<>();
        for (int i = 0; i < hypotheses.size(); i++) {
            List<String> references = new ArrayList<>();
            for (JsonNode stream : referenceStreams) {
                references.add(stream.get(i).asString());
            }
            corpus.add(new TextPair(hypotheses.get(i).asString(), references));
        }
        return corpus;
    }
}
