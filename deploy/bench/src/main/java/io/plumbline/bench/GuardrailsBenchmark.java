package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.guard.GuardFigures;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.standalone.console.Progress;
import java.util.List;

/// The cost of the guards: in this process, without a stack, so that the figures contain nothing else.
final class GuardrailsBenchmark implements PerformanceBenchmark {

    @Override
    public String name() {
        return "guardrails";
    }

    @Override
    public String title() {
        return "the guards' rules per kilobyte of prose compared with regular expressions, and their learned parts";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        GuardFigures guards = new GuardFigures(MiniLmEncoder.shared(), plan.segment());
        progress.at("guardrails: warming up");
        guards.warmUp(plan.warmUp());
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.at("guardrails, round %d of %d".formatted(round, plan.rounds()));
            guards.round(rounds);
        }
        return rounds.figures();
    }
}
