package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.run.BenchmarkEvidence.MeasuredRun;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.BenchmarkTierRule;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The minimum of a suite on runs of a benchmark. Of several fresh runs, the worst counts: a run can be repeated until
/// one is lucky. An interval that is entirely above the minimum passes, and one that is entirely below fails. A partial
/// or small run counts if it fails, and proves nothing otherwise.
final class BenchmarkChecks {

    private static final int TIER = 1;
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private final BenchmarkEvidence evidence;
    private final ProductionChecks production;
    private final Clock clock;

    BenchmarkChecks(BenchmarkEvidence evidence, ProductionChecks production, Clock clock) {
        this.evidence = evidence;
        this.production = production;
        this.clock = clock;
    }

    List<GateCheck> of(Gate gate, BenchmarkTierRule rule) {
        List<MeasuredRun> found = evidence.of(gate.team(), gate.candidate(), rule.name(), rule.judge());
        GateCheck minimum = minimum(gate, rule, found);
        if (rule.production() == null) {
            return List.of(minimum);
        }
        Set<UUID> counting = found.stream()
                .filter(run -> isFresh(run, rule) && isEnough(run, rule) && run.complete())
                .map(MeasuredRun::run)
                .collect(Collectors.toSet());
        return List.of(minimum, production.of(gate, rule, rule.production().margin(), counting));
    }

    private GateCheck minimum(Gate gate, BenchmarkTierRule rule, List<MeasuredRun> found) {
        return found.stream()
                .filter(run -> counts(run, rule))
                .max(Comparator.comparing((MeasuredRun run) -> outcome(run, rule.minimum()))
                        .thenComparingDouble(run -> -run.low()))
                .map(run -> check(run, rule, outcome(run, rule.minimum()), reason(run, rule)))
                .orElseGet(() -> check(null, rule, CheckOutcome.INCONCLUSIVE, none(gate, rule, found.size())));
    }

    private boolean counts(MeasuredRun run, BenchmarkTierRule rule) {
        return isFresh(run, rule)
                && (outcome(run, rule.minimum()) == CheckOutcome.FAIL || (isEnough(run, rule) && run.complete()));
    }

    private boolean isFresh(MeasuredRun run, BenchmarkTierRule rule) {
        Integer most = rule.maxAgeDays();
        return most == null
                || Duration.between(run.finishedAt(), clock.instant()).toSeconds() <= most * DAY;
    }

    private static boolean isEnough(MeasuredRun run, BenchmarkTierRule rule) {
        return rule.minItems() == null ? run.all() : run.items() >= rule.minItems();
    }

    private static CheckOutcome outcome(MeasuredRun run, double minimum) {
        if (run.undecided() != null) {
            return CheckOutcome.INCONCLUSIVE;
        }
        return run.low() >= minimum
                ? CheckOutcome.PASS
                : run.high() < minimum ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static String reason(MeasuredRun run, BenchmarkTierRule rule) {
        if (run.undecided() != null) {
            return String.format(
                    Locale.ROOT,
                    "Run %s of %s has %s %.1f %% by the judge %s, whose error is unknown: %s",
                    run.run(),
                    rule.name(),
                    run.metric(),
                    100 * run.value(),
                    rule.judge(),
                    run.undecided());
        }
        return String.format(
                Locale.ROOT,
                "The worst run of %s%s, %s, has %s %.1f %% (%.1f to %.1f %%, %d items); at least %.1f %% is required.%s",
                rule.name(),
                judged(rule),
                run.run(),
                run.metric(),
                100 * run.value(),
                100 * run.low(),
                100 * run.high(),
                run.items(),
                100 * rule.minimum(),
                outcome(run, rule.minimum()) == CheckOutcome.INCONCLUSIVE ? " More items are needed." : "");
    }

    private static String judged(BenchmarkTierRule rule) {
        return rule.judge() == null ? "" : " by the judge " + rule.judge();
    }

    private static String none(Gate gate, BenchmarkTierRule rule, int others) {
        return "This suite requires a complete run of the benchmark " + rule.name() + judged(rule)
                + " on the newest data. "
                + gate.candidate().label()
                + (others == 0
                        ? " has none."
                        : " has " + others + ", but none that is recent, large and complete enough.");
    }

    private static GateCheck check(
            @Nullable MeasuredRun run, BenchmarkTierRule rule, CheckOutcome outcome, String reason) {
        return new GateCheck(
                TierChecks.REQUIRES + "benchmark",
                TIER,
                Figures.of(
                        run == null ? null : run.value(),
                        run == null || run.undecided() != null ? null : run.low(),
                        run == null || run.undecided() != null ? null : run.high(),
                        rule.minimum()),
                outcome.name(),
                true,
                reason);
    }
}
