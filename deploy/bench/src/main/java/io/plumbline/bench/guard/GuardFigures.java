package io.plumbline.bench.guard;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.PiiRecognizers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Measures the guards on one thread of this process: the rules' cost for each kilobyte of prose beside a loop
/// over regular expressions, the allocations of a call, and the learned parts' cost by the length of a text. In
/// CPU time, which depends least on other load: for the rules this thread's, for the encoder the process's.
public final class GuardFigures {

    private static final int TEXTS = 16;
    private static final int LENGTH = 4_096;
    private static final int[] TOKENS = {16, 32, 64, 128, 256, 512};
    private static final int WARM_TOKENS = 64;
    private static final int ALLOCATING_CALLS = 200;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KILOBYTE = 1024;
    private static final String RULES = "rules, English prose";
    private static final String ENCODER = "encoder, int8";
    private static final String LEARNED = "policy standard";

    private final GuardEngine engine;
    private final TextEncoder encoder;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<String> prose = Prose.texts(TEXTS, LENGTH);
    private final Duration segment;
    private long sink;

    /// @param encoder for learned detectors
    /// @param segment how long each subject is measured in a round
    public GuardFigures(TextEncoder encoder, Duration segment) {
        this.encoder = encoder;
        this.engine = GuardEngine.standard(PiiRecognizers.DEFAULT_PHONE_REGIONS, encoder);
        this.segment = segment;
    }

    /// Runs everything long enough for compilation.
    public void warmUp(Duration each) {
        rules().forEach((name, work) -> nanosFor(work, each));
        nanosFor(text -> NaiveExpressions.matches(text), each);
        encoded(WARM_TOKENS, each);
        guarded(WARM_TOKENS, each);
    }

    /// Measures everything once.
    public void round(Rounds into) {
        Map<String, ToLongFunction<String>> rules = rules();
        double all = 0;
        for (Map.Entry<String, ToLongFunction<String>> each : rules.entrySet()) {
            double micros = nanosFor(each.getValue(), segment) / NANOS_PER_MICRO / kilobytes();
            all = all == 0 ? micros : all;
            into.add(RULES, each.getKey(), "µs/KB", micros);
        }
        double naive = nanosFor(text -> NaiveExpressions.matches(text), segment) / NANOS_PER_MICRO / kilobytes();
        into.add(RULES, "%d regular expressions".formatted(NaiveExpressions.count()), "µs/KB", naive);
        into.add(RULES, "expressions / everything", "×", naive / all);
        into.add(RULES, "allocated for a call", "KB", allocated() / KILOBYTE);
        for (int tokens : TOKENS) {
            into.add(ENCODER, "%d tokens".formatted(tokens), "ms", encoded(tokens, segment));
        }
        for (int tokens : TOKENS) {
            into.add(LEARNED, "%d tokens".formatted(tokens), "ms", guarded(tokens, segment));
        }
    }

    /// The whole policy `deterministic` first, then its parts.
    private Map<String, ToLongFunction<String>> rules() {
        GuardPolicy whole = BuiltInPolicy.DETERMINISTIC.policy();
        Map<String, ToLongFunction<String>> rules = new LinkedHashMap<>();
        rules.put("everything", looking(Stage.INPUT, whole));
        rules.put("personal data", looking(Stage.INPUT, only(whole, Category.PII)));
        rules.put("secrets", looking(Stage.INPUT, only(whole, Category.SECRET)));
        rules.put("injections", looking(Stage.INPUT, only(whole, Category.PROMPT_INJECTION, Category.JAILBREAK)));
        rules.put(
                "content", looking(Stage.OUTPUT, only(whole, Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS)));
        rules.put("insecure output", looking(Stage.OUTPUT, only(whole, Category.INSECURE_OUTPUT)));
        return rules;
    }

    private ToLongFunction<String> looking(Stage stage, GuardPolicy policy) {
        return text -> engine.inspect(stage, text, policy).findings().size();
    }

    private static GuardPolicy only(GuardPolicy policy, Category... categories) {
        Set<Category> wanted = Set.of(categories);
        return policy.with(rules -> rules.keeping((category, rule) -> wanted.contains(category)));
    }

    private double kilobytes() {
        long characters = 0;
        for (String text : prose) {
            characters += text.length();
        }
        return characters / KILOBYTE;
    }

    /// Nanoseconds of this thread for one pass over all of the prose, averaged over as many as fit.
    private double nanosFor(ToLongFunction<String> work, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long began = threads.getCurrentThreadCpuTime();
        int times = 0;
        do {
            for (String text : prose) {
                sink += work.applyAsLong(text);
            }
            times++;
        } while (System.nanoTime() < end);
        return (double) (threads.getCurrentThreadCpuTime() - began) / times;
    }

    /// Bytes that a call without findings allocates.
    private double allocated() {
        GuardPolicy policy = BuiltInPolicy.DETERMINISTIC.policy();
        String text = clean(policy);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ALLOCATING_CALLS; i++) {
            sink += engine.inspect(Stage.INPUT, text, policy).findings().size();
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / ALLOCATING_CALLS;
    }

    /// A kilobyte of prose without any finding.
    private String clean(GuardPolicy policy) {
        for (String text : Prose.texts(TEXTS * TEXTS, (int) KILOBYTE)) {
            if (engine.inspect(Stage.INPUT, text, policy).findings().isEmpty()) {
                return text;
            }
        }
        throw new IllegalStateException("something is found in all of the prose");
    }

    /// Milliseconds for the vectors of a text.
    private double encoded(int tokens, Duration time) {
        String text = Prose.ofTokens(tokens);
        return millisFor(
                () -> {
                    Encoding encoding = encoder.encode(text, () -> false);
                    for (int window = 0; window < encoding.windows(); window++) {
                        sink += encoding.window(window).hashCode();
                    }
                },
                time);
    }

    /// Milliseconds for all detection of the policy `standard` in a text.
    private double guarded(int tokens, Duration time) {
        String text = Prose.ofTokens(tokens);
        GuardPolicy policy = BuiltInPolicy.STANDARD.policy();
        return millisFor(
                () -> {
                    if (!engine.inspect(Stage.INPUT, text, policy).failures().isEmpty()) {
                        throw new IllegalStateException("a detector gave no answer");
                    }
                },
                time);
    }

    private double millisFor(Runnable work, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long began = process.getProcessCpuTime();
        int times = 0;
        do {
            work.run();
            times++;
        } while (System.nanoTime() < end);
        return (process.getProcessCpuTime() - began) / NANOS_PER_MILLI / times;
    }

    /// Prevents the compiler from optimising the measured work away.
    public long sink() {
        return sink;
    }
}
