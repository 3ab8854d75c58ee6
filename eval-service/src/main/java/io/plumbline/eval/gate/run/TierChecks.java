package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.BenchmarkTierRule;
import io.plumbline.eval.suite.document.PanelTierRule;
import io.plumbline.eval.suite.document.RedTeamTierRule;
import io.plumbline.eval.suite.document.TierRules;
import io.plumbline.eval.suite.document.TierRules.TierRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gate's requirements on other tiers. Only results that this service itself stored with the same version
/// count, and for a prompt those on the same model. Of several fresh and large enough results, the worst counts,
/// so retrying gains nothing. Without a result, the gate is INCONCLUSIVE; a failed one fails it.
final class TierChecks {

    static final String REQUIRES = "requires.";
    private static final List<String> RISK_TIERS = List.of("MINIMAL", "LIMITED", "HIGH");

    private final SiblingServices siblings;
    private final PanelTierChecks panels;
    private final RedTeamChecks redTeam;
    private final HarmChecks harm;
    private final BenchmarkChecks benchmarks;
    private final Clock clock;

    TierChecks(
            SiblingServices siblings,
            PanelTierChecks panels,
            RedTeamChecks redTeam,
            HarmChecks harm,
            BenchmarkChecks benchmarks,
            Clock clock) {
        this.siblings = siblings;
        this.panels = panels;
        this.redTeam = redTeam;
        this.harm = harm;
        this.benchmarks = benchmarks;
        this.clock = clock;
    }

    /// A tier with results in the registry.
    private enum Tier {
        PANEL(3, "panel", "PANEL", "a human panel"),
        RED_TEAM(4, "redTeam", "RED_TEAM", "a red-team campaign");

        private final int number;
        private final String member;
        private final String kind;
        private final String words;

        Tier(int number, String member, String kind, String words) {
            this.number = number;
            this.member = member;
            this.kind = kind;
            this.words = words;
        }
    }

    /// @param judged the checks of the suite's judge
    public List<GateCheck> of(Gate gate, List<GateCheck> judged) {
        TierRules rules = gate.document().requires();
        if (rules == null) {
            return List.of();
        }
        int risk = risk(gate.candidate());
        List<GateCheck> checks = new ArrayList<>();
        if (rules.judge() != null && risk >= rank(rules.judge().fromRiskTier())) {
            checks.add(judge(judged));
        }
        BenchmarkTierRule benchmark = rules.benchmark();
        if (benchmark != null && risk >= rank(benchmark.fromRiskTier())) {
            checks.addAll(benchmarks.of(gate, benchmark));
        }
        PanelTierRule panel = rules.panel();
        if (panel != null && risk >= rank(panel.fromRiskTier())) {
            Stored stored = stored(Tier.PANEL, panel.rule(), gate.candidate());
            checks.add(stored.check());
            checks.addAll(panels.of(panel, gate.candidate().under(null).label(), stored.counting()));
        }
        RedTeamTierRule attacked = rules.redTeam();
        if (attacked != null && risk >= rank(attacked.fromRiskTier())) {
            if (attacked.limits()) {
                checks.addAll(redTeam.of(gate, attacked));
            } else {
                checks.add(
                        stored(Tier.RED_TEAM, attacked.tier(), gate.candidate()).check());
            }
        }
        if (rules.harm() != null) {
            rules.harm().stream()
                    .filter(rule -> risk >= rank(rule.fromRiskTier()))
                    .forEach(rule -> checks.addAll(harm.of(gate, rule)));
        }
        return checks;
    }

    /// A check of stored results.
    ///
    /// @param counting the results that are fresh and large enough
    private record Stored(GateCheck check, List<StoredEvaluation> counting) {}

    private static GateCheck judge(List<GateCheck> judged) {
        boolean decided = judged.stream().anyMatch(check -> check.blocking() && check.pValue() != null);
        return decided
                ? check(2, "judge", CheckOutcome.PASS, "A judge with a valid calibration counts.")
                : check(
                        2,
                        "judge",
                        CheckOutcome.INCONCLUSIVE,
                        "The judge does not count: it has no valid calibration.");
    }

    private Stored stored(Tier tier, TierRule rule, Candidate candidate) {
        Integer version = candidate.version();
        if (version == null) {
            GateCheck open = check(
                    tier.number,
                    tier.member,
                    CheckOutcome.INCONCLUSIVE,
                    "Results are stored only for versions, not for routes.");
            return new Stored(open, List.of());
        }
        String model = Objects.requireNonNull(candidate.model());
        SiblingServices.Results found = candidate.prompt() == null
                ? siblings.resultsOfModel(model, version, tier.kind)
                : siblings.resultsOfPrompt(candidate.prompt(), version, model, tier.kind);
        List<StoredEvaluation> named = found.items().stream()
                .filter(stored -> rule.names(stored.suite()))
                .toList();
        Instant now = clock.instant();
        List<StoredEvaluation> counting =
                named.stream().filter(result -> counts(result, rule, now)).toList();
        GateCheck known = worst(tier, rule, counting, named, candidate.label(), now);
        GateCheck certain = found.complete() || known.outcome().equals(CheckOutcome.FAIL.name())
                ? known
                : check(
                        tier.number,
                        tier.member,
                        CheckOutcome.INCONCLUSIVE,
                        "Too many results are stored with " + candidate.label() + " to check all of them.");
        return new Stored(certain, counting);
    }

    private static GateCheck worst(
            Tier tier,
            TierRule rule,
            List<StoredEvaluation> counting,
            List<StoredEvaluation> named,
            String candidate,
            Instant now) {
        return counting.stream()
                .max(Comparator.comparing((StoredEvaluation result) -> CheckOutcome.valueOf(result.verdict()))
                        .thenComparing(StoredEvaluation::finishedAt))
                .map(worst -> check(
                        tier.number,
                        tier.member,
                        CheckOutcome.valueOf(worst.verdict()),
                        String.format(
                                Locale.ROOT,
                                "The worst of %d %s of %s, run %s of %s, is %d days old with the verdict %s.",
                                counting.size(),
                                counting.size() == 1 ? "result" : "results",
                                tier.words,
                                worst.runId(),
                                worst.suite(),
                                Duration.between(worst.finishedAt(), now).toDays(),
                                worst.verdict())))
                .orElseGet(() ->
                        check(tier.number, tier.member, CheckOutcome.INCONCLUSIVE, none(tier, rule, named, candidate)));
    }

    /// Too few items or strategies prove nothing, but a failure on few is a failure.
    private static boolean counts(StoredEvaluation result, TierRule rule, Instant now) {
        Integer most = rule.maxAgeDays();
        Integer fewest = rule.minItems();
        boolean fresh =
                most == null || !result.finishedAt().plus(Duration.ofDays(most)).isBefore(now);
        boolean enough = (fewest == null || result.items() >= fewest) && !result.leavesOutStrategies();
        return fresh && (enough || result.verdict().equals(CheckOutcome.FAIL.name()));
    }

    private static String none(Tier tier, TierRule rule, List<StoredEvaluation> others, String candidate) {
        String which = rule.name() == null ? tier.words : tier.words + " named " + rule.name();
        if (others.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "This suite requires %s, but %s has no such result from eval-service.",
                    which,
                    candidate);
        }
        List<String> bounds = new ArrayList<>();
        if (rule.minItems() != null) {
            bounds.add("on at least " + rule.minItems() + " items");
        }
        if (rule.maxAgeDays() != null) {
            bounds.add("at most " + rule.maxAgeDays() + " days old");
        }
        if (others.stream().anyMatch(StoredEvaluation::leavesOutStrategies)) {
            bounds.add("with all default strategies");
        }
        return String.format(
                Locale.ROOT,
                "None of the results of %s, %d for %s, is %s.",
                which,
                others.size(),
                candidate,
                String.join(" and ", bounds));
    }

    /// Whether a check is one of these.
    static boolean isOne(GateCheck check) {
        return check.name().startsWith(REQUIRES);
    }

    private static GateCheck check(int tier, String member, CheckOutcome outcome, String reason) {
        return new GateCheck(REQUIRES + member, tier, Figures.NONE, outcome.name(), true, reason);
    }

    /// Returns the highest risk tier of the systems; an unknown tier counts as the highest.
    private int risk(Candidate candidate) {
        if (candidate.kind() == Candidate.Kind.ROUTE) {
            return RISK_TIERS.size() - 1;
        }
        String reference = Objects.requireNonNull(candidate.model());
        int at = reference.indexOf('@');
        int model = known(siblings.riskTierOfModel(at < 0 ? reference : reference.substring(0, at)));
        String prompt = candidate.prompt();
        return prompt == null ? model : Math.max(model, known(siblings.riskTierOfPrompt(prompt)));
    }

    private static int known(Optional<String> tier) {
        int rank = tier.map(RISK_TIERS::indexOf).orElse(-1);
        return rank < 0 ? RISK_TIERS.size() - 1 : rank;
    }

    private static int rank(@Nullable String tier) {
        return tier == null ? 0 : RISK_TIERS.indexOf(tier);
    }
}
