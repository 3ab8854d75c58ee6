package io.plumbline.eval.metric.retrieval;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TracedPassage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metrics of answers from passages by their names. Each takes the option `overlap`: the share of the content
/// words of a statement that a passage must have to support it, 0.7 unless set.
///
/// Precision is the average precision of the ranked passages, like in
/// [Ragas](https://aclanthology.org/2024.eacl-demo.16). Faithfulness and citations are counted per sentence.
public final class RetrievalMetrics {

    private static final double USUAL_OVERLAP = 0.7;
    private static final Pattern AFTER_END = Pattern.compile("([.!?])((?:\\s?\\[[0-9]{1,3}\\])+)");
    private static final Pattern CITATION = Pattern.compile("\\[([0-9]{1,3})\\]");

    private RetrievalMetrics() {}

    /// Returns name → the metric with options.
    public static SequencedMap<String, Function<MetricOptions, Metric>> byName() {
        SequencedMap<String, Function<MetricOptions, Metric>> byName = new LinkedHashMap<>();
        byName.put("contextPrecision", RetrievalMetrics::contextPrecision);
        byName.put("contextRecall", RetrievalMetrics::contextRecall);
        byName.put("faithfulness", RetrievalMetrics::faithfulness);
        byName.put("citationCorrectness", RetrievalMetrics::citationCorrectness);
        return byName;
    }

    private static SupportedStatements support(MetricOptions options) {
        return new SupportedStatements(options.number("overlap", USUAL_OVERLAP, 0.1, 1));
    }

    private static String signature(String of, SupportedStatements support) {
        return String.format(Locale.ROOT, "%s|overlap:%s|stem:porter", of, support.share());
    }

    /// `contextPrecision`: whether relevant passages rank before others; 0 without a relevant one.
    private static Metric contextPrecision(MetricOptions options) {
        SupportedStatements support = support(options);
        return new RetrievalMetric(
                "contextPrecision",
                signature("passages:average-precision", support),
                PassageRelevance::isKnown,
                pair -> {
                    PassageRelevance relevance = new PassageRelevance(pair, support);
                    double sum = 0;
                    int relevant = 0;
                    int rank = 0;
                    for (TracedPassage passage : PassageRelevance.passages(pair)) {
                        rank++;
                        if (relevance.isRelevant(passage)) {
                            relevant++;
                            sum += (double) relevant / rank;
                        }
                    }
                    return relevant == 0 ? 0 : sum / relevant;
                });
    }

    /// `contextRecall`: the share of the relevant documents, or of the statements of the references, that the
    /// passages contain.
    private static Metric contextRecall(MetricOptions options) {
        SupportedStatements support = support(options);
        return new RetrievalMetric(
                "contextRecall",
                signature("passages:recall", support),
                PassageRelevance::isKnown,
                pair -> new PassageRelevance(pair, support).found(PassageRelevance.passages(pair)));
    }

    /// `faithfulness`: the share of the answer's statements that a passage supports; 1 for an answer without
    /// statements.
    private static Metric faithfulness(MetricOptions options) {
        SupportedStatements support = support(options);
        return new RetrievalMetric(
                "faithfulness", signature("answer:supported", support), RetrievalMetrics::hasTexts, pair -> {
                    List<String> statements = SupportedStatements.statements(pair.hypothesis());
                    List<String> texts = texts(pair);
                    long supported = statements.stream()
                            .filter(statement -> support.supports(texts, statement))
                            .count();
                    return statements.isEmpty() ? 1 : (double) supported / statements.size();
                });
    }

    /// `citationCorrectness`: the share of the citations, such as `[1]`, that name a passage which supports their
    /// sentence. An answer without any scores 0, or 1 if there was nothing to cite.
    private static Metric citationCorrectness(MetricOptions options) {
        SupportedStatements support = support(options);
        return new RetrievalMetric(
                "citationCorrectness", signature("citations:supported", support), RetrievalMetrics::hasTexts, pair -> {
                    List<TracedPassage> passages = PassageRelevance.passages(pair);
                    int cited = 0;
                    int right = 0;
                    for (String statement : SupportedStatements.statements(attached(pair.hypothesis()))) {
                        Matcher citations = CITATION.matcher(statement);
                        while (citations.find()) {
                            cited++;
                            right += isSupported(statement, Integer.parseInt(citations.group(1)), passages, support)
                                    ? 1
                                    : 0;
                        }
                    }
                    return cited == 0 ? (passages.isEmpty() ? 1 : 0) : (double) right / cited;
                });
    }

    private static boolean isSupported(
            String statement, int index, List<TracedPassage> passages, SupportedStatements support) {
        return passages.stream()
                .filter(passage -> passage.index() == index)
                .anyMatch(passage -> passage.text() != null && support.supports(passage.text(), statement));
    }

    /// Moves a citation after the end of a sentence before it: "It opens at 8. [1]" cites for that sentence.
    private static String attached(String answer) {
        return AFTER_END.matcher(answer).replaceAll("$2$1");
    }

    /// Whether the texts of all passages are known.
    private static boolean hasTexts(TextPair pair) {
        Trace trace = pair.evidence().trace();
        return trace != null && trace.passages().stream().allMatch(passage -> passage.text() != null);
    }

    private static List<String> texts(TextPair pair) {
        Trace trace = pair.evidence().trace();
        return trace == null ? List.of() : trace.passageTexts();
    }
}
