package io.plumbline.eval.metric.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.AnswerEvidence;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TracedPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RetrievalMetricsTest {

    private static final String SAFES = "The safe of a branch opens at 8:40 with two keys.";
    private static final String PARKING = "Parking behind the branch is free for customers.";

    private static Metric metric(String name) {
        return Objects.requireNonNull(RetrievalMetrics.byName().get(name)).apply(MetricOptions.NONE);
    }

    private static TextPair pair(String answer, Map<String, Object> record, String... passages) {
        List<TracedPassage> traced = new ArrayList<>();
        for (String passage : passages) {
            int index = traced.size() + 1;
            traced.add(new TracedPassage(index, "doc-" + passage.length(), "chunk-" + index, null, passage));
        }
        List<String> references = record.get("references") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        Trace trace = new Trace(List.of(), Trace.Ending.COMPLETED, null, traced);
        return new TextPair(answer, references, CallFigures.UNKNOWN, new AnswerEvidence(trace, record, List.of()));
    }

    private static double score(String name, TextPair pair) {
        Metric metric = metric(name);
        assertThat(metric.canScore(pair)).isTrue();
        return metric.pairScore(metric.statistics(pair));
    }

    @Test
    void ranksRelevantPassagesByIdsOrReferences() {
        Map<String, Object> byId = Map.of("relevantPassages", List.of("doc-" + SAFES.length()));
        assertThat(score("contextPrecision", pair("", byId, SAFES, PARKING))).isOne();
        assertThat(score("contextPrecision", pair("", byId, PARKING, SAFES))).isEqualTo(0.5);
        assertThat(score("contextPrecision", pair("", byId, PARKING))).isZero();
        Map<String, Object> byText = Map.of("references", List.of("The safe opens at 8:40."));
        assertThat(score("contextPrecision", pair("", byText, PARKING, SAFES))).isEqualTo(0.5);
        assertThat(metric("contextPrecision").canScore(pair("", Map.of(), SAFES)))
                .isFalse();
    }

    @Test
    void findsWhatTheReferencesSay() {
        Map<String, Object> record =
                Map.of("references", List.of("The safe opens at 8:40. Parking is free. Dogs are welcome."));
        assertThat(score("contextRecall", pair("", record, SAFES, PARKING))).isCloseTo(2.0 / 3, within(1e-9));
        Map<String, Object> ids = Map.of("relevantPassages", List.of("doc-" + SAFES.length(), "missing"));
        assertThat(score("contextRecall", pair("", ids, SAFES))).isEqualTo(0.5);
    }

    @Test
    void requiresSupportForEachStatementAndNumber() {
        assertThat(score("faithfulness", pair("The safe opens at 8:40.", Map.of(), PARKING, SAFES)))
                .isOne();
        assertThat(score("faithfulness", pair("The safe opens at 9:15.", Map.of(), SAFES)))
                .isZero();
        assertThat(score("faithfulness", pair("The safe opens at 8:40. Bring your passport.", Map.of(), SAFES)))
                .isEqualTo(0.5);
    }

    @Test
    void checksEachCitation() {
        String answer = "The safe opens at 8:40. [1] Parking is free for customers [2]. Parking is free [1].";
        assertThat(score("citationCorrectness", pair(answer, Map.of(), SAFES, PARKING)))
                .isCloseTo(2.0 / 3, within(1e-9));
        assertThat(score("citationCorrectness", pair("The safe opens at 8:40 [7].", Map.of(), SAFES)))
                .isZero();
        assertThat(score("citationCorrectness", pair("The safe opens at 8:40.", Map.of(), SAFES)))
                .isZero();
        assertThat(score("citationCorrectness", pair("I do not know.", Map.of())))
                .isOne();
    }
}
