package io.plumbline.bench;

import com.sun.management.ThreadMXBean;
import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.guard.Prose;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TokenSequence;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.standalone.console.Progress;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The cost of scoring: pairs per second and core for each metric, on pairs of 30 and of 300 words, and BERTScore
/// beside its encoder. In this process, without a stack, in thread time. The encoder's threads belong to the
/// process; metrics that use it are therefore measured in wall-clock time.
final class MetricsBenchmark implements PerformanceBenchmark {

    private static final int[] WORDS = {30, 300};
    private static final int PAIRS = 256;
    private static final int ENCODED_PAIRS = 16;
    private static final long SEED = 7;
    private static final List<String> ENCODED = List.of("bertscore", "cosine");

    private final MiniLmEncoder encoder = MiniLmEncoder.shared();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String title() {
        return "pairs per second and core for each metric, with 30 and 300 words";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        MiniLmEncoder _ = encoder.load();
        Duration each = plan.segment().dividedBy(4);
        measure(plan.warmUp().dividedBy(4), new Rounds(), progress, "warming up");
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            measure(each, rounds, progress, "round %d of %d".formatted(round, plan.rounds()));
        }
        return rounds.figures();
    }

    private void measure(Duration duration, Rounds rounds, Progress progress, String phase) {
        for (int words : WORDS) {
            String group = "%d words".formatted(words);
            List<TextPair> pairs = pairs(words, PAIRS);
            for (String name : MetricCatalog.lexical().names()) {
                progress.at("metrics, %s: %s, %s".formatted(phase, name, group));
                Metric metric = MetricCatalog.lexical().find(name).orElseThrow();
                rounds.add(group, name, "pairs/s", perSecond(metric, pairs, duration));
            }
            List<TextPair> few = pairs(words, ENCODED_PAIRS);
            double encodings = encodings(few, duration);
            for (String name : ENCODED) {
                progress.at("metrics, %s: %s, %s".formatted(phase, name, group));
                double scores = encoded(name, few, duration);
                rounds.add(group, name, "pairs/s", scores);
                rounds.add(group, name + ", time beside the encoder's alone", "×", encodings / scores);
            }
        }
    }

    /// Uses only new pairs, because results are cached.
    private double encoded(String name, List<TextPair> pairs, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long spent = 0;
        int scored = 0;
        do {
            Metric metric = MetricCatalog.all(encoder).find(name).orElseThrow();
            long began = System.nanoTime();
            score(metric, pairs);
            spent += System.nanoTime() - began;
            scored += pairs.size();
        } while (System.nanoTime() < end);
        return scored * 1e9 / spent;
    }

    /// The number of pairs per second that the encoder alone encodes.
    private double encodings(List<TextPair> pairs, Duration duration) {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        int encoded = 0;
        do {
            for (TextPair pair : pairs) {
                encode(pair.hypothesis());
                encode(pair.references().getFirst());
            }
            encoded += pairs.size();
        } while (System.nanoTime() < end);
        return encoded * 1e9 / (System.nanoTime() - began);
    }

    private void encode(String text) {
        TokenSequence tokens = encoder.tokens(text);
        float[] _ = encoder.states(tokens, TextEncoder.LAYERS);
    }

    private double perSecond(Metric metric, List<TextPair> pairs, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long began = threads.getCurrentThreadCpuTime();
        int scored = 0;
        do {
            score(metric, pairs);
            scored += pairs.size();
        } while (System.nanoTime() < end);
        return scored * 1e9 / (threads.getCurrentThreadCpuTime() - began);
    }

    private static void score(Metric metric, List<TextPair> pairs) {
        for (double[] row : metric.statistics(pairs)) {
            double _ = metric.pairScore(row);
        }
    }

    /// References of that many words, and hypotheses in which some words are replaced and some moved.
    private static List<TextPair> pairs(int words, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts = Prose.texts(2 * count, 8 * words);
        List<TextPair> pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<String> reference = words(texts.get(2 * i), words);
            List<String> others = words(texts.get(2 * i + 1), words);
            List<String> hypothesis = new ArrayList<>(reference);
            for (int w = 0; w < hypothesis.size(); w++) {
                if (random.nextInt(4) == 0 && w < others.size()) {
                    hypothesis.set(w, others.get(w));
                }
            }
            int moved = random.nextInt(Math.max(1, hypothesis.size() - 3));
            hypothesis.add(random.nextInt(hypothesis.size()), hypothesis.remove(moved));
            pairs.add(TextPair.of(String.join(" ", hypothesis), String.join(" ", reference)));
        }
        return pairs;
    }

    private static List<String> words(String text, int words) {
        List<String> all = List.of(text.split(" "));
        return new ArrayList<>(all.subList(0, Math.min(words, all.size())));
    }
}
