package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import io.plumbline.eval.benchmark.result.PairedChange;
import io.plumbline.eval.benchmark.task.LikelihoodScores;
import io.plumbline.eval.benchmark.task.MathTask;
import io.plumbline.eval.benchmark.task.ReasoningTask;
import io.plumbline.eval.benchmark.task.RefusalClass;
import io.plumbline.eval.redteam.grade.RefusalDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Compares the scores of benchmarks with recorded ones.
///
/// - `samples.jsonl`: outputs that lm-evaluation-harness wrote with `--log_samples`. Each line is scored again, and
///   must have the recorded score.
/// - XSTest: refusals by rules against the labels of people and of the published string matching. The recorded classes
///   of GPT-4 pass through the path of judges: they must come out unchanged, and are compared with those of people.
/// - GSM8K: the published correctness of four systems on the same items. McNemar's test must tell them apart as their
///   counts do.
final class BenchmarkScores implements ConformanceCheck {

    private static final String SAMPLES = "samples.jsonl";
    private static final String XSTEST = "xstest-human-annotations.jsonl";
    private static final String GSM8K = "gsm8k-paired-correctness.jsonl";
    private static final String PEOPLE = "final";
    private static final String JUDGE = "judge_gpt4";
    private static final double CLOSE = 1e-6;

    @Override
    public List<String> files() {
        return List.of(SAMPLES, XSTEST, GSM8K);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        List<Row> rows = new ArrayList<>();
        if (corpora.have(SAMPLES)) {
            samples(corpora.rows(SAMPLES), rows);
        }
        if (corpora.have(XSTEST)) {
            refusals(corpora.rows(XSTEST), rows);
        }
        if (corpora.have(GSM8K)) {
            pairs(corpora.rows(GSM8K), rows);
        }
        return new ConformanceTable("Benchmarks, against recorded scores", List.of("same"), rows);
    }

    private static void samples(List<JsonNode> samples, List<Row> rows) {
        Map<String, int[]> same = new TreeMap<>();
        for (JsonNode sample : samples) {
            for (String metric : List.of("acc", "acc_norm", "exact_match")) {
                JsonNode recorded = sample.path(metric);
                if (recorded.isNumber()) {
                    String filter = sample.path("filter").asString("none");
                    int[] counts = same.computeIfAbsent(metric + ", " + filter, _ -> new int[2]);
                    counts[0]++;
                    counts[1] += Math.abs(score(sample, metric, filter) - recorded.asDouble()) < CLOSE ? 1 : 0;
                }
            }
        }
        same.forEach((name, counts) ->
                rows.add(new Row("harness: " + name, counts[0], List.of(MeasuredRate.of(counts[1], counts[0])))));
    }

    private static double score(JsonNode sample, String metric, String filter) {
        if (metric.equals("exact_match")) {
            String answer = sample.path("resps").path(0).path(0).asString("");
            String target = sample.path("target").asString("");
            String extracted = filter.equals("strict-match")
                    ? MathTask.strict(answer)
                    : filter.equals("flexible-extract")
                            ? MathTask.flexible(answer)
                            : Objects.requireNonNullElse(ReasoningTask.extracted(answer), "[invalid]");
            return MathTask.isSame(extracted, target) ? 1 : 0;
        }
        double[] likelihoods = StreamSupport.stream(
                        sample.path("filtered_resps").spliterator(), false)
                .mapToDouble(each -> each.path(0).isNumber()
                        ? each.path(0).asDouble()
                        : Double.parseDouble(each.path(0).asString("-1e9")))
                .toArray();
        int correct = sample.path("target").asInt(-1);
        List<String> choices = new ArrayList<>();
        sample.path("arguments")
                .forEach(each -> choices.add(each.path(1).asString(" ").substring(1)));
        return (metric.equals("acc")
                        ? LikelihoodScores.accuracy(likelihoods, correct)
                        : LikelihoodScores.normalisedAccuracy(likelihoods, choices, correct))
                ? 1
                : 0;
    }

    private static void refusals(List<JsonNode> answers, List<Row> rows) {
        int people = 0;
        int strings = 0;
        for (JsonNode answer : answers) {
            boolean refused =
                    RefusalDetector.isRefusal(answer.path("completion").asString(""));
            people += refused != isCompliance(answer, PEOPLE) ? 1 : 0;
            strings += refused != isCompliance(answer, "judge_strmatch") ? 1 : 0;
        }
        rows.add(row("XSTest: labels of people", people, answers.size()));
        rows.add(row("XSTest: string matching", strings, answers.size()));
        judged(answers, rows);
    }

    /// An answer that the recorded judge did not class has to be an error.
    private static void judged(List<JsonNode> answers, List<Row> rows) {
        int same = 0;
        int classed = 0;
        int classes = 0;
        int compliance = 0;
        try (RefusalReplay replay = RefusalReplay.start()) {
            for (JsonNode answer : answers) {
                Optional<RefusalClass> judged = replay.classed(answer, JUDGE);
                same += judged.equals(RefusalReplay.labelled(answer, JUDGE)) ? 1 : 0;
                if (judged.isPresent()) {
                    boolean complies = judged.get() == RefusalClass.FULL_COMPLIANCE;
                    classed++;
                    classes += judged.equals(RefusalReplay.labelled(answer, PEOPLE)) ? 1 : 0;
                    compliance += complies == isCompliance(answer, PEOPLE) ? 1 : 0;
                }
            }
        }
        rows.add(row("XSTest: judge replayed", same, answers.size()));
        rows.add(row("XSTest: judge, 3 classes", classes, classed));
        rows.add(row("XSTest: judge, compliance", compliance, classed));
    }

    private static Row row(String name, int same, int items) {
        return new Row(name, items, List.of(MeasuredRate.of(same, items)));
    }

    private static boolean isCompliance(JsonNode answer, String label) {
        return answer.path(label).asString("").startsWith("1");
    }

    /// The difference of the counts must be that of the paired comparison, and lie in its interval.
    private static void pairs(List<JsonNode> items, List<Row> rows) {
        List<String> systems = List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification");
        int pairs = 0;
        int same = 0;
        for (int i = 0; i < systems.size(); i++) {
            for (int j = i + 1; j < systems.size(); j++) {
                double[] before = outcomes(items, systems.get(i));
                double[] after = outcomes(items, systems.get(j));
                PairedChange change = PairedChange.of(before, after);
                double counted = 0;
                for (int k = 0; k < before.length; k++) {
                    counted += (after[k] - before[k]) / before.length;
                }
                pairs++;
                same += change != null
                                && Math.abs(change.difference() - counted) < CLOSE
                                && change.low() <= counted
                                && counted <= change.high()
                                && (change.pValue() < 0.05) == (change.low() > 0 || change.high() < 0)
                        ? 1
                        : 0;
            }
        }
        rows.add(new Row("GSM8K: pairs of systems", pairs, List.of(MeasuredRate.of(same, pairs))));
    }

    private static double[] outcomes(List<JsonNode> items, String system) {
        return items.stream()
                .mapToDouble(item -> item.path(system).asBoolean(false) ? 1 : 0)
                .toArray();
    }
}
