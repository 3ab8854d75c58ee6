package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.run.BenchmarkEvidence.ComparedRuns;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.BenchmarkTierRule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The comparison of a suite's benchmark with the version in production: non-inferiority with a margin, paired by item.
/// The whole interval of the difference above the negative margin passes, and one entirely below it fails. Of several
/// settings, the worst comparison counts. Without a version in production, and for that version itself, it passes: the
/// minimum applies anyway.
final class ProductionChecks {

    private static final int TIER = 1;

    private final BenchmarkEvidence evidence;
    private final SiblingServices siblings;

    ProductionChecks(BenchmarkEvidence evidence, SiblingServices siblings) {
        this.evidence = evidence;
        this.siblings = siblings;
    }

    /// @param counting ids of the candidate's runs that count
    GateCheck of(Gate gate, BenchmarkTierRule rule, double margin, Set<UUID> counting) {
        Candidate candidate = gate.candidate();
        if (candidate.kind() == Candidate.Kind.ROUTE) {
            return check(null, margin, CheckOutcome.INCONCLUSIVE, "Only a version can be compared with production.");
        }
        Candidate production = production(candidate).orElse(null);
        if (production == null) {
            return check(null, margin, CheckOutcome.PASS, "No version is in production to compare with.");
        }
        if (production.label().equals(candidate.label())) {
            return check(null, margin, CheckOutcome.PASS, "The candidate is the version in production.");
        }
        List<ComparedRuns> compared = evidence.compared(gate.team(), candidate, production, rule.name(), counting);
        return compared.stream()
                .max(Comparator.comparing((ComparedRuns runs) -> outcome(runs, margin))
                        .thenComparingDouble(runs -> -runs.low()))
                .map(worst -> check(worst, margin, outcome(worst, margin), reason(worst, rule, production, margin)))
                .orElseGet(() -> check(
                        null,
                        margin,
                        CheckOutcome.INCONCLUSIVE,
                        "This suite requires runs of the benchmark " + rule.name() + " on " + candidate.label()
                                + " and on " + production.label()
                                + ", in production, with the same data and settings. Both must be complete."));
    }

    /// Returns the version in production that the candidate would replace, on the same model and route.
    private Optional<Candidate> production(Candidate candidate) {
        String prompt = candidate.prompt();
        return (prompt == null
                        ? siblings.modelInProduction(Objects.requireNonNull(candidate.model()))
                        : siblings.promptInProduction(prompt))
                .map(version -> new Candidate(candidate.model(), prompt, version, candidate.route()));
    }

    private static CheckOutcome outcome(ComparedRuns runs, double margin) {
        return runs.low() >= -margin
                ? CheckOutcome.PASS
                : runs.high() < -margin ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static String reason(ComparedRuns runs, BenchmarkTierRule rule, Candidate production, double margin) {
        return String.format(
                Locale.ROOT,
                "On %d shared items of %s, run %s has %.1f %% and run %s of %s, in production, %.1f %%: %+.1f points"
                        + " (%+.1f to %+.1f, p = %.3f). A loss of at most %.1f points is allowed.%s",
                runs.items(),
                rule.name(),
                runs.run(),
                100 * runs.after(),
                runs.production(),
                production.label(),
                100 * runs.before(),
                100 * runs.difference(),
                100 * runs.low(),
                100 * runs.high(),
                runs.pValue(),
                100 * margin,
                outcome(runs, margin) == CheckOutcome.INCONCLUSIVE ? " More items are needed." : "");
    }

    private static GateCheck check(@Nullable ComparedRuns runs, double margin, CheckOutcome outcome, String reason) {
        return new GateCheck(
                TierChecks.REQUIRES + "benchmark.production",
                TIER,
                new Figures(
                        runs == null ? null : runs.difference(),
                        runs == null ? null : runs.low(),
                        runs == null ? null : runs.high(),
                        -margin,
                        runs == null ? null : runs.before(),
                        null),
                outcome.name(),
                true,
                reason);
    }
}
