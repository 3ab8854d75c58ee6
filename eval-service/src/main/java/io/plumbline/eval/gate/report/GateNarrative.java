package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Discard;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.FlakyItems;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GuardedItems;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What there is to say of a gate in words, the same in every report.
public final class GateNarrative {

    private GateNarrative() {}

    /// Why the result is for information only; null when it counts.
    public static @Nullable String informational(Gate gate) {
        if (gate.counts()) {
            return null;
        }
        if (gate.candidate().kind() == Candidate.Kind.ROUTE) {
            return "a route is no version, and nothing else comes into production";
        }
        BaselineOrigin origin = gate.baselineOrigin();
        boolean chosen = origin != null && origin.source() == BaselineOrigin.Source.REQUESTED;
        return chosen || gate.document().onlySlices() == null
                ? "it was not compared with what is in production"
                : "it was asked a part of the suite, as whoever asked has chosen";
    }

    /// What a verdict is of.
    ///
    /// @param key for machines
    /// @param label for people
    public record Fact(String key, String label, String text) {}

    /// What was evaluated and how, in this order: the served configurations, what deviated from production, what
    /// the guard policy did, and whether the result was discarded; without what is not known or not the case.
    public static List<Fact> serving(Gate gate) {
        List<Fact> facts = new ArrayList<>();
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

    private static @Nullable String digest(@Nullable Served served) {
        return served == null ? null : served.digest();
    }

    /// In what the calls deviated from production's, such as `seed 7, temperature 0.0`; null for nothing.
    private static @Nullable String deviations(Gate gate) {
        Map<String, Object> deviations = gate.document().deviations();
        return deviations.isEmpty()
                ? null
                : deviations.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// What the guard policy did to the candidate's items; null where it did nothing, or it is not known.
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

    /// Who took the result out of use, when and why; null when nobody did.
    public static @Nullable String discarded(Gate gate) {
        Discard discard = gate.run().discarded();
        return discard == null ? null : "by " + discard.by() + " at " + discard.at() + ": " + discard.reason();
    }

    /// The slices that were asked; null when all records were.
    public static @Nullable String slices(Gate gate) {
        return gate.document().onlySlices() == null
                ? null
                : String.join(", ", new TreeSet<>(gate.document().onlySlices()));
    }

    /// Such as `attempt 3, evidence of 3 runs`; null for a verdict that stands alone.
    static @Nullable String evidence(Gate gate) {
        Evidence evidence = gate.findings().evidence();
        if (evidence == null || evidence.attempt() == 1) {
            return null;
        }
        return "attempt " + evidence.attempt() + ", evidence of " + evidence.runs()
                + (evidence.runs() == 1 ? " run" : " runs");
    }

    /// Why the candidate was compared with this baseline; null when that is not known, or there is none.
    static @Nullable String origin(Gate gate) {
        BaselineOrigin origin = gate.baselineOrigin();
        if (origin == null || gate.baseline() == null) {
            return null;
        }
        return switch (origin.source()) {
            case PRODUCTION -> "in production";
            case REQUESTED -> "chosen by who asked for the gate";
            case BLESSED ->
                "blessed: asked for by " + origin.requestedBy()
                        + (origin.approvedBy().isEmpty()
                                ? ", approved"
                                : ", approved by " + String.join(" and ", origin.approvedBy()));
        };
    }

    /// Null when no item was answered more than once.
    static @Nullable String flaky(Gate gate) {
        FlakyItems flaky = gate.findings().flaky();
        if (flaky == null) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d items that were answered more than once are flaky. In every check an item counts once, by the"
                        + " mean of its answers.",
                flaky.count(),
                flaky.repeated());
    }

    /// Such as `q-5: exactMatch 0.000 to 1.000, 2 of 4 answers good enough`.
    ///
    /// @param id as it may be shown
    static String flaky(String id, FlakyItems.Item item) {
        return String.format(
                Locale.ROOT,
                "%s: %s %.3f to %.3f, %d of %d answers good enough",
                id,
                item.metric(),
                item.lowest(),
                item.highest(),
                item.passed(),
                item.answers());
    }
}
