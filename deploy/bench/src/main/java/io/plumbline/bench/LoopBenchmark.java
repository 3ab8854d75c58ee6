package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.Story;
import io.plumbline.standalone.demo.Telling;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A new user's waiting time: for the stack, from nothing, and for each step of the demo. Each round uses a new
/// stack, because in a second run everything is warm and exists.
final class LoopBenchmark implements PerformanceBenchmark {

    private static final String UNIT = "s";

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public String title() {
        return "time until the stack is up, and for each step of the demo, in one JVM";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            String which = "loop, round %d of %d: ".formatted(round, plan.rounds());
            progress.at(which + "starting a stack");
            long began = System.nanoTime();
            stack.startAsOneJvm();
            Duration start = Duration.ofNanos(System.nanoTime() - began);
            progress.at(which + "running the demo");
            List<Telling> tellings = tell(stack);
            rounds.add("start", "up --detach", UNIT, seconds(start));
            for (Telling telling : tellings) {
                rounds.add("demo", shortened(telling.step()), UNIT, seconds(telling.took()));
            }
            rounds.add("demo", "all steps", UNIT, seconds(total(tellings)));
        }
        return rounds.figures();
    }

    private static List<Telling> tell(BenchStack stack) {
        try (PrintStream log =
                new PrintStream(stack.home().logs().resolve("story.txt").toFile(), StandardCharsets.UTF_8)) {
            return new Story(stack.home(), stack.credentials(), Clock.systemUTC(), Narrator.on(log)).tell();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration total(List<Telling> tellings) {
        return tellings.stream().map(Telling::took).reduce(Duration.ZERO, Duration::plus);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /// Shortened to the width of a name in a table.
    private static String shortened(String step) {
        int most = 29;
        return step.length() <= most ? step : step.substring(0, most - 1).strip() + "…";
    }
}
