package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.scorer.ItemScorer;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sandbox.SandboxLimits;
import io.plumbline.eval.sandbox.SandboxProgram;
import io.plumbline.eval.sandbox.SandboxRun;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Runs a Python function in the sandbox: one run for a batch of items, in which a worker process scores them one by
/// one. The worker writes to no stream of the run: the process that supervises it does (`harness.py`). If a run
/// ends early, the item that it was scoring has no score, and the others are run again, at most three times.
/// Thread-safe.
final class PythonItemScorer implements ItemScorer {

    /// The harness allows two seconds an item, so a batch always fits into the time of a run.
    private static final int MOST_ITEMS = 50;

    private static final int MOST_RUNS = 4;
    private static final SandboxLimits LIMITS =
            new SandboxLimits(Duration.ofSeconds(120), Duration.ofSeconds(110), 512L << 20, 16, 256 << 10);
    private static final Pattern LINE = Pattern.compile("([0-9]{1,4}) (?:= ([-+.0-9a-z]{1,30})|! ([ -~]{1,120}))");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HARNESS = harness();

    private final Sandbox sandbox;
    private final String reference;
    private final String program;

    PythonItemScorer(Sandbox sandbox, String reference, String source) {
        this.sandbox = sandbox;
        this.reference = reference;
        this.program = HARNESS.replace(
                "@SOURCE@", Base64.getEncoder().encodeToString(source.getBytes(StandardCharsets.UTF_8)));
    }

    private static String harness() {
        try (InputStream in = Objects.requireNonNull(PythonItemScorer.class.getResourceAsStream("harness.py"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Outcome> score(List<Item> items) {
        @Nullable Outcome[] outcomes = new Outcome[items.size()];
        for (int run = 0; run < MOST_RUNS; run++) {
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                if (outcomes[i] == null) {
                    open.add(i);
                }
            }
            if (open.isEmpty()) {
                break;
            }
            run(items, open, outcomes);
        }
        return Arrays.stream(outcomes)
                .map(outcome -> outcome == null ? Outcome.failed("its scorer ended too many runs early") : outcome)
                .toList();
    }

    private void run(List<Item> items, List<Integer> open, @Nullable Outcome[] outcomes) {
        SandboxRun run =
                run(JSON.writeValueAsString(open.stream().map(items::get).toList()));
        run.output().lines().forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (parts.matches() && Integer.parseInt(parts.group(1)) < open.size()) {
                outcomes[open.get(Integer.parseInt(parts.group(1)))] = outcome(parts.group(2), parts.group(3));
            }
        });
        for (int place : open) {
            if (outcomes[place] == null) {
                outcomes[place] = Outcome.failed("its scorer " + reason(run));
                break;
            }
        }
    }

    private static Outcome outcome(@Nullable String number, @Nullable String reason) {
        if (number == null) {
            return Outcome.failed("its scorer " + reason);
        }
        try {
            return Outcome.of(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            return Outcome.of(Double.NaN); // inf and nan, as Python writes them
        }
    }

    private static String reason(SandboxRun run) {
        return switch (run.ending()) {
            case EXITED -> "ended its run";
            case WALL_TIME, CPU_TIME -> "used too much time";
            case MEMORY -> "used too much memory";
            case PROCESSES -> "started too many processes";
            case OUTPUT -> "wrote too much";
        };
    }

    private SandboxRun run(String input) {
        try {
            return sandbox.run(new SandboxProgram(program, input, LIMITS));
        } catch (ProblemException e) {
            throw new MetricUnavailableException(reference + " is UNAVAILABLE. " + e.getMessage(), e);
        }
    }

    @Override
    public int mostItems() {
        return MOST_ITEMS;
    }
}
