package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.simulation.GateSimulation;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.standalone.console.Progress;
import java.util.List;
import java.util.Map;

/// The rate of wrong verdicts: gates on simulated systems with a known truth, judged as the service judges. Also
/// the duration of a gate.
final class GateBenchmark implements PerformanceBenchmark {

    private static final int ITEMS = 500;
    private static final int GATES = 1_000;
    private static final int BRIEF_GATES = 20;
    private static final double[] ALLOWED = {0, 0.02, 0.05};
    private static final double PLANTED = 0.1;
    private static final int SERIES = 200;
    private static final int BRIEF_SERIES = 5;
    private static final int ATTEMPTS = 10;
    private static final double TRIED_ALLOWED = 0.05;
    private static final int FEW_ITEMS = 20;
    private static final int MORE_SERIES = 5;

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String title() {
        return "verdicts of 1,000 simulated gates of 500 items, for the same system and one that is 10 points worse; and the"
                + " overhead of a gate of 1,000 items";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Rounds rounds = new Rounds();
        int gates = plan.brief() ? BRIEF_GATES : GATES;
        for (double allowed : ALLOWED) {
            progress.at("gate: a drop of %.0f points allowed".formatted(100 * allowed));
            simulate("the same system twice", allowed, 0, gates, rounds);
            simulate("10 points worse", allowed, PLANTED, gates, rounds);
        }
        int series = plan.brief() ? BRIEF_SERIES : SERIES;
        progress.at("gate: tried %d times".formatted(ATTEMPTS));
        tryAgain("the same system twice", 0, 0, series, rounds);
        tryAgain("10 points worse", TRIED_ALLOWED, PLANTED, series, rounds);
        tryAgain("worse by just what may be", TRIED_ALLOWED, TRIED_ALLOWED, series, rounds);
        belowTheFloor(MORE_SERIES * series, rounds);
        GateOverhead.measure(stack, plan, progress, rounds);
        return rounds.figures();
    }

    private static void simulate(String what, double allowed, double planted, int gates, Rounds rounds) {
        Map<CheckOutcome, Integer> verdicts = new GateSimulation(ITEMS, allowed, planted, 1).run(gates);
        String group = "%s, %.0f points allowed".formatted(what, 100 * allowed);
        verdicts.forEach((verdict, count) -> rounds.add(group, verdict.name(), "%", 100.0 * count / gates));
    }

    /// The number of series that pass at one of their attempts although a tenth of the questions, few of which
    /// are used, is never answered correctly.
    private static void belowTheFloor(int series, Rounds rounds) {
        int passed = new GateSimulation(FEW_ITEMS, 0, 0, 3).passesBelowTheFloor(series, ATTEMPTS);
        String group = "%d items, just below the floor, tried %d times".formatted(FEW_ITEMS, ATTEMPTS);
        rounds.add(group, "ever " + CheckOutcome.PASS.name(), "%", 100.0 * passed / series);
    }

    /// The number of series with each verdict at one of their attempts.
    private static void tryAgain(String what, double allowed, double planted, int series, Rounds rounds) {
        Map<CheckOutcome, Integer> seen = new GateSimulation(ITEMS, allowed, planted, 2).runSeries(series, ATTEMPTS);
        String group = "%s, %.0f points allowed, tried %d times".formatted(what, 100 * allowed, ATTEMPTS);
        for (CheckOutcome outcome : CheckOutcome.values()) {
            rounds.add(group, "ever " + outcome.name(), "%", 100.0 * seen.getOrDefault(outcome, 0) / series);
        }
    }
}
