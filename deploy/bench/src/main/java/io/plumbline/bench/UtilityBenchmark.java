package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.utility.FalseFindings;
import io.plumbline.bench.utility.FalseFindings.Effect;
import io.plumbline.bench.utility.OrdinaryTexts;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.standalone.console.Progress;
import java.util.List;
import java.util.Locale;

/// The effect of the guards on ordinary texts: the shares that each built-in policy alters and blocks, by kind of
/// text, and each detector's false positives per megabyte. Each round uses other texts.
final class UtilityBenchmark implements PerformanceBenchmark {

    private static final long SEED = 20_261_130;
    private static final int EACH = 60;
    private static final int EACH_BRIEF = 12;
    private static final double PERCENT = 100;
    private static final List<BuiltInPolicy> POLICIES =
            List.of(BuiltInPolicy.DETERMINISTIC, BuiltInPolicy.STANDARD, BuiltInPolicy.STRICT);

    @Override
    public String name() {
        return "utility";
    }

    @Override
    public String title() {
        return "ordinary texts that the built-in policies alter or block, and false findings per megabyte";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        GuardEngine engine = GuardEngine.standard(MiniLmEncoder.shared().load());
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.at("utility, round %d of %d".formatted(round, plan.rounds()));
            FalseFindings findings =
                    new FalseFindings(engine, OrdinaryTexts.of(SEED + round, plan.brief() ? EACH_BRIEF : EACH));
            for (BuiltInPolicy policy : POLICIES) {
                add(policy, findings.effects(policy.policy()), rounds);
            }
            findings.perMegabyte(BuiltInPolicy.STRICT.policy())
                    .forEach((detector, rate) -> rounds.add("strict, false findings", detector, "/MB", rate));
        }
        return rounds.figures();
    }

    private static void add(BuiltInPolicy policy, List<Effect> effects, Rounds into) {
        String name = policy.name().toLowerCase(Locale.ROOT);
        int texts = effects.stream().mapToInt(Effect::texts).sum();
        into.add(
                name,
                "altered",
                "%",
                share(effects.stream().mapToInt(Effect::altered).sum(), texts));
        into.add(
                name,
                "blocked",
                "%",
                share(effects.stream().mapToInt(Effect::blocked).sum(), texts));
        into.add(
                name,
                "answered otherwise by a model that needs the values",
                "%",
                share(effects.stream().mapToInt(Effect::misled).sum(), texts));
        for (Effect effect : effects) {
            into.add(name + ", altered", effect.kind(), "%", share(effect.altered(), effect.texts()));
        }
    }

    private static double share(int some, int all) {
        return PERCENT * some / all;
    }
}
