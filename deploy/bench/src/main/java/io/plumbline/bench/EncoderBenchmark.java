package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TokenSequence;
import io.plumbline.standalone.console.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The cost of the text encoder: a text of a given number of tokens, from its characters to the vectors of all
/// layers, alone and on all cores at once; and the tokenizer alone. In this process, without a stack.
final class EncoderBenchmark implements PerformanceBenchmark {

    private static final int[] TOKENS = {16, 32, 64, 128};
    private static final int SPECIAL_TOKENS = 2;
    private static final int LONGEST = 128;
    private static final int KILOBYTES = 64;
    private static final String SENTENCE = "The claims department asked Ms. Okafor to confirm, by 4 p.m., that the"
            + " reimbursement of 1,250 euros had been transferred. ";

    private final MiniLmEncoder encoder = MiniLmEncoder.shared();

    @Override
    public String name() {
        return "encoder";
    }

    @Override
    public String title() {
        return "the text encoder by number of tokens, weights of eight bits, and its tokenizer";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("encoder: loading");
        MiniLmEncoder _ = encoder.load();
        Rounds rounds = new Rounds();
        measure(plan.warmUp(), new Rounds());
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.at("encoder, round %d of %d".formatted(round, plan.rounds()));
            measure(plan.segment().dividedBy(TOKENS.length), rounds);
        }
        return rounds.figures();
    }

    private void measure(Duration duration, Rounds rounds) {
        for (int tokens : TOKENS) {
            String text = text(tokens);
            double nanos = 1e9 / perSecond(duration, () -> encode(text));
            rounds.add("one at a time, one thread", tokens + " tokens", "ms", nanos / 1e6);
        }
        rounds.add("all cores", LONGEST + " tokens", "texts/s", onAllCores(duration));
        String prose = SENTENCE.repeat(KILOBYTES * 1024 / SENTENCE.length());
        double texts = perSecond(duration, () -> tokenize(prose));
        rounds.add("tokenizer", "English prose", "µs/KB", 1e6 / texts / (prose.length() / 1024.0));
    }

    private static String text(int tokens) {
        return "word ".repeat(tokens - SPECIAL_TOKENS).strip();
    }

    private void encode(String text) {
        EncodedWindow _ = encoder.encode(text, () -> false).window(0);
    }

    private void tokenize(String text) {
        TokenSequence _ = encoder.tokens(text);
    }

    private double onAllCores(Duration duration) {
        String text = text(LONGEST);
        List<Future<Double>> callers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            callers = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .mapToObj(_ -> threads.submit(() -> perSecond(duration, () -> encode(text))))
                    .toList();
        }
        return callers.stream().mapToDouble(Future::resultNow).sum();
    }

    /// How often the work is done per second.
    private static double perSecond(Duration duration, Runnable work) {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        long now = began;
        int times = 0;
        while (now < end || times == 0) {
            work.run();
            times++;
            now = System.nanoTime();
        }
        return times * 1e9 / (now - began);
    }
}
