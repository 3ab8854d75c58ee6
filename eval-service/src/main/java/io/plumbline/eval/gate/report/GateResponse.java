package io.plumbline.eval.gate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Discard;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateOutputs;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.GuardedItems;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A gate in the API. In JSON, the members of the nested records are members of the gate itself.
///
/// @param page address of its page in the console; absent in reports, and if this service does not know the console
public record GateResponse(
        UUID id,
        String team,
        @JsonUnwrapped GateSubject subject,
        @JsonUnwrapped GateState state,
        @JsonUnwrapped GateOutcome outcome,
        @JsonUnwrapped GateSetup setup,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String page) {

    private static final int TIERS = 4;

    /// What is measured.
    ///
    /// @param onlySlices the slices of the run; empty for all records
    /// @param baselineOrigin the reason for the choice of the baseline
    /// @param outputs the candidate's outputs that were produced elsewhere; null if the gate calls the
    ///     candidate
    public record GateSubject(
            String suite,
            int suiteRevision,
            Candidate candidate,
            @Nullable Candidate baseline,
            @Nullable BaselineOrigin baselineOrigin,
            @Nullable String commit,
            @Nullable String pullRequest,
            Set<String> onlySlices,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            GateOutputs outputs) {}

    /// How far the gate is.
    ///
    /// @param progress share of completed answers, 0..1
    /// @param run state of its run
    /// @param discarded null unless the result was discarded
    public record GateState(
            String status,
            @Nullable String error,
            double progress,
            RunResponse run,
            @Nullable Discard discarded,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /// What the gate has found.
    ///
    /// @param counts whether the result can admit the candidate to production; false for a route, for a baseline
    ///     other than the default, and for part of a suite
    /// @param tiers tier → its outcome, once known: 1 for metrics, 2 for a judge, 3 for human panels,
    ///     4 for red-team campaigns
    /// @param missingTiers the tiers that the verdict does not use; empty before it
    /// @param slices the findings on each slice: blocking ones first, then the largest; empty in lists
    /// @param flaky items with inconsistent answers of the candidate; null without repeats
    /// @param evidence the number of runs behind the verdict
    /// @param guarded the number of the candidate's items on which the guard policy acted; null before the end
    public record GateOutcome(
            @Nullable String verdict,
            boolean counts,
            Map<String, String> tiers,
            List<String> missingTiers,
            List<GateCheck> checks,
            List<GateSlice> slices,
            @Nullable FlakyItems flaky,
            @Nullable Evidence evidence,
            @Nullable GuardedItems guarded) {}

    /// What the answers depend on.
    ///
    /// @param dependencies dependency of the run → its digest, version or signature
    /// @param servedConfiguration the candidate's production configuration, which is evaluated; null for a route
    ///     and before the run started; in lists without the document
    /// @param baselineServedConfiguration the same for the baseline
    /// @param judgeServedConfiguration the same for the judge
    /// @param deviations call parameters that differ from production, as set by the suite; empty for none
    public record GateSetup(
            Map<String, Object> dependencies,
            @Nullable Served servedConfiguration,
            @Nullable Served baselineServedConfiguration,
            @Nullable Served judgeServedConfiguration,
            Map<String, Object> deviations) {}

    /// Returns a copy with the address of its page.
    ///
    /// @param console URL of the console for browsers; null if unknown
    public GateResponse withPage(@Nullable URI console) {
        return console == null
                ? this
                : new GateResponse(id, team, subject, state, outcome, setup, console + "/gates/" + id);
    }

    public static GateResponse from(Gate gate) {
        return from(gate, gate.findings().slices(), served -> served);
    }

    /// Returns the gate for lists, without slices, which may be many, and without documents.
    public static GateResponse listed(Gate gate) {
        return from(gate, List.of(), Served::digestAlone);
    }

    private static GateResponse from(Gate gate, List<GateSlice> slices, UnaryOperator<Served> shown) {
        return new GateResponse(
                gate.id(),
                gate.team(),
                new GateSubject(
                        gate.suite(),
                        gate.suiteRevision(),
                        gate.candidate(),
                        gate.baseline(),
                        gate.baselineOrigin(),
                        gate.commit(),
                        gate.pullRequest(),
                        new TreeSet<>(gate.document().onlySlicesOrAll()),
                        gate.outputs()),
                new GateState(
                        gate.status().name(),
                        gate.error(),
                        progress(gate),
                        RunResponse.from(gate),
                        gate.run().discarded(),
                        gate.createdAt(),
                        gate.startedAt(),
                        gate.finishedAt()),
                new GateOutcome(
                        gate.verdict() == null ? null : gate.verdict().name(),
                        gate.counts(),
                        tiers(gate),
                        missingTiers(gate),
                        gate.checks(),
                        slices,
                        gate.findings().flaky(),
                        gate.findings().evidence(),
                        gate.findings().guarded()),
                new GateSetup(
                        gate.run().dependencies(),
                        served(gate, Side.CANDIDATE.part(), shown),
                        served(gate, Side.BASELINE.part(), shown),
                        served(gate, Served.JUDGE, shown),
                        gate.document().deviations()),
                null);
    }

    /// Returns the share of completed answers, 0..1.
    public static double progress(Gate gate) {
        if (gate.status() == GateStatus.DONE) {
            return 1;
        }
        return gate.total() == 0 ? 0 : Math.min(1, (double) gate.answered() / gate.total());
    }

    private static @Nullable Served served(Gate gate, String part, UnaryOperator<Served> shown) {
        Served served = gate.run().served().get(part);
        return served == null ? null : shown.apply(served);
    }

    /// Returns the tiers without a check that decides.
    public static List<String> missingTiers(Gate gate) {
        if (gate.verdict() == null) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        for (int tier = 1; tier <= TIERS; tier++) {
            int number = tier;
            if (gate.checks().stream()
                    .noneMatch(check -> check.tier() == number
                            && check.blocking()
                            && !check.outcome().equals("SKIPPED"))) {
                missing.add(Integer.toString(tier));
            }
        }
        return missing;
    }

    /// Returns the verdict of the blocking checks per tier; for a gate with one tier, its own.
    private static Map<String, String> tiers(Gate gate) {
        CheckOutcome verdict = gate.verdict();
        if (verdict == null) {
            return Map.of();
        }
        TreeMap<String, CheckOutcome> tiers = new TreeMap<>();
        for (GateCheck check : gate.checks()) {
            CheckOutcome outcome = check.blocking() && !check.outcome().equals("SKIPPED")
                    ? CheckOutcome.valueOf(check.outcome())
                    : CheckOutcome.PASS;
            tiers.merge(Integer.toString(check.tier()), outcome, CheckOutcome::and);
        }
        if (tiers.size() < 2) {
            return Map.of("1", verdict.name());
        }
        TreeMap<String, String> named = new TreeMap<>();
        tiers.forEach((tier, outcome) -> named.put(tier, outcome.name()));
        return named;
    }
}
