package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Discard;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GuardedItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Describes a gate in words, the same in every report.
final class GateNarrative {

    private static final List<String> TIERS = List.of("metrics", "judge", "human panel", "red team");

    private GateNarrative() {}

    /// Returns why the result is only informative; null if it counts.
    public static @Nullable String informational(Gate gate) {
        if (gate.counts()) {
            return null;
        }
        if (gate.candidate().kind() == Candidate.Kind.ROUTE) {
            return "only a version can be promoted to production, not a route";
        }
        if (gate.outputs() != null && !gate.document().admitsOutputs()) {
            return "the candidate's outputs were produced elsewhere, and the suite does not let them count";
        }
        BaselineOrigin origin = gate.baselineOrigin();
        boolean chosen = origin != null && origin.source() == BaselineOrigin.Source.REQUESTED;
        return chosen || gate.document().onlySlices() == null
                ? "it was not compared with what is in production"
                : "the requester chose only a part of the suite";
    }

    /// A fact about the evaluated systems.
    ///
    /// @param key for machines
    /// @param label for people
    public record Fact(String key, String label, String text) {}

    /// Returns the facts of the evaluation in this order: the tiers of the verdict, the served configurations,
    /// deviations from production,
    /// the effect of the guard policy, and whether the result was discarded; unknown or inapplicable ones are
    /// omitted.
    public static List<Fact> serving(Gate gate) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "tiers", "Tiers", tiers(gate));
        add(
                facts,
                "servedConfiguration",
                "Served configuration",
                digest(gate.run().served(Side.CANDIDATE)));
        add(
                facts,
                "baselineServedConfiguration",
                "Served configuration of the baseline",
                digest(gate.run().served(Side.BASELINE)));
        add(
                facts,
                "judgeServedConfiguration",
                "Served configuration of the judge",
                gate.run().servedJudge());
        add(facts, "deviations", "Deviations from production", deviations(gate));
        add(facts, "guarded", "Guard policy", guarded(gate));
        add(facts, "discarded", "Discarded", discarded(gate));
        return facts;
    }

    private static void add(List<Fact> facts, String key, String label, @Nullable String text) {
        if (text != null) {
            facts.add(new Fact(key, label, text));
        }
    }

    /// Returns the tiers that the verdict uses and those it does not, for example `metrics, judge; not used: human
    /// panel,
    /// red team`; null without a verdict.
    static @Nullable String tiers(Gate gate) {
        if (gate.verdict() == null) {
            return null;
        }
        List<String> missing = GateResponse.missingTiers(gate);
        List<String> used = new ArrayList<>();
        List<String> unused = new ArrayList<>();
        for (int tier = 1; tier <= TIERS.size(); tier++) {
            (missing.contains(Integer.toString(tier)) ? unused : used).add(TIERS.get(tier - 1));
        }
        String text = used.isEmpty() ? "none" : String.join(", ", used);
        return unused.isEmpty() ? text : text + "; not used: " + String.join(", ", unused);
    }

    private static @Nullable String digest(@Nullable Served served) {
        return served == null ? null : served.digest();
    }

    /// Returns the deviations of the calls from production, for example `seed 7, temperature 0.0`; null without
    /// any.
    private static @Nullable String deviations(Gate gate) {
        Map<String, Object> deviations = gate.document().deviations();
        return deviations.isEmpty()
                ? null
                : deviations.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// Returns the effect of the guard policy on the candidate's items; null if there was none, or it is unknown.
    private static @Nullable String guarded(Gate gate) {
        GuardedItems guarded = gate.findings().guarded();
        return guarded == null || !guarded.any()
                ? null
                : String.format(
                        Locale.ROOT,
                        "%,d questions altered, %,d questions blocked, %,d answers altered, %,d answers withheld",
                        guarded.altered(),
                        guarded.blockedInput(),
                        guarded.alteredOutput(),
                        guarded.blockedOutput());
    }

    /// Returns who discarded the result, when and why; null if it was not discarded.
    public static @Nullable String discarded(Gate gate) {
        Discard discard = gate.run().discarded();
        return discard == null ? null : "by " + discard.by() + " at " + discard.at() + ": " + discard.reason();
    }

    /// Returns the slices of the run; null for all records.
    public static @Nullable String slices(Gate gate) {
        return gate.document().onlySlices() == null
                ? null
                : String.join(", ", new TreeSet<>(gate.document().onlySlices()));
    }

    /// Returns for example `attempt 3, evidence of 3 runs`; null for a single run.
    static @Nullable String evidence(Gate gate) {
        Evidence evidence = gate.findings().evidence();
        if (evidence == null || evidence.attempt() == 1) {
            return null;
        }
        return "attempt " + evidence.attempt() + ", evidence of " + evidence.runs()
                + (evidence.runs() == 1 ? " run" : " runs");
    }

    /// Returns the reason for the choice of the baseline; null if unknown, or without a baseline.
    static @Nullable String origin(Gate gate) {
        BaselineOrigin origin = gate.baselineOrigin();
        if (origin == null || gate.baseline() == null) {
            return null;
        }
        return switch (origin.source()) {
            case PRODUCTION -> "in production";
            case REQUESTED -> "chosen by the requester of the gate";
            case BLESSED ->
                "baseline requested by " + origin.requestedBy()
                        + (origin.approvedBy().isEmpty()
                                ? ", approved"
                                : ", approved by " + String.join(" and ", origin.approvedBy()));
        };
    }

    /// Returns null if no item was answered more than once.
    static @Nullable String flaky(Gate gate) {
        FlakyItems flaky = gate.findings().flaky();
        if (flaky == null) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d items answered more than once are flaky. In every check an item counts once, with the"
                        + " mean of its answers.",
                flaky.count(),
                flaky.repeated());
    }

    /// Returns for example `q-5: exactMatch 0.000 to 1.000, 2 of 4 answers good enough`.
    ///
    /// @param id redacted id
    static String flaky(String id, FlakyItems.Item item) {
        return String.format(
                Locale.ROOT,
                "%s: %s %.3f to %.3f, %d of %d answers good",
                id,
                item.metric(),
                item.lowest(),
                item.highest(),
                item.passed(),
                item.answers());
    }
}
