package io.plumbline.bench;

import io.plumbline.bench.console.ConsoleMeasurement;
import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/// The time and size of each page of the console, with a week of calls and events in the stack.
final class ConsoleBenchmark implements PerformanceBenchmark {

    private static final int VISITS = 30;
    private static final int WARM_UPS = 5;

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String title() {
        return "each page of the console with 100,000 calls and as many other events [--calls N]";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("console: starting a stack");
        stack.startAsOneJvm();
        progress.at("console: running the demo");
        tellStory(stack);
        return new ConsoleMeasurement(stack.credentials(), Clock.systemUTC().instant())
                .run(plan.calls(), plan.brief() ? 0 : WARM_UPS, plan.brief() ? 1 : VISITS, progress);
    }

    private static void tellStory(BenchStack stack) {
        try (PrintStream log =
                new PrintStream(stack.home().logs().resolve("story.txt").toFile(), StandardCharsets.UTF_8)) {
            new Story(stack.home(), stack.credentials(), Clock.systemUTC(), Narrator.on(log)).tell();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
