package io.plumbline.governance.policy.replay;

import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.governance.policy.replay.ReplayReport.Example;
import io.plumbline.governance.policy.replay.ReplayReport.Shift;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Computes for each call what a draft would have done about its findings. The log contains nothing about
/// entities that were not searched, or about answers that were never generated. Not thread-safe.
public final class Replay {

    private static final int MOST_EXAMPLES = 20;
    private static final int MOST_REASONS = 5;

    private final GuardPolicy draft;
    private final Map<Kind, Count> kinds = new HashMap<>();
    private final Map<String, ReplayReport.Tally> routes = new TreeMap<>();
    private final Map<String, ReplayReport.Tally> teams = new TreeMap<>();
    private final Map<Shift, Integer> shifts = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private int calls;

    public Replay(GuardPolicy draft) {
        this.draft = draft;
    }

    private record Kind(
            String stage, String category, @Nullable String entity, Action before, Action after) {}

    private static final class Count {
        private int findings;
        private int calls;
    }

    /// Adds a call.
    public void take(ReplayedCall call) {
        calls++;
        GuardPolicy policy = draft.forCall(call.roles(), call.route());
        Map<Kind, Integer> changed = new LinkedHashMap<>();
        Action before = call.decision();
        Action after = Action.ALLOW;
        for (CallFinding found : call.found()) {
            Action was = Action.of(found.action()).orElse(Action.ALLOW);
            Action would = would(policy, found).orElse(was);
            after = after.or(would);
            if (was != would) {
                Kind kind = new Kind(found.stage(), found.category(), found.entity(), was, would);
                changed.merge(kind, found.count(), Integer::sum);
            }
        }
        count(changed);
        boolean decidedAnew = before != after;
        routes.merge(call.route(), tally(decidedAnew), ReplayReport.Tally::plus);
        teams.merge(call.team(), tally(decidedAnew), ReplayReport.Tally::plus);
        if (decidedAnew) {
            shifts.merge(new Shift(before.wireName(), after.wireName(), 0), 1, Integer::sum);
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(example(call, before, after, changed));
            }
        }
    }

    /// Returns the draft's action; empty for a stage or category that it no longer has.
    private static Optional<Action> would(GuardPolicy policy, CallFinding found) {
        Stage stage = Stage.of(found.stage()).orElse(null);
        Category category = Category.of(found.category()).orElse(null);
        if (stage == null || category == null || !(found.score() >= 0 && found.score() <= 1)) {
            return Optional.empty();
        }
        String entity = found.entity() == null ? "" : found.entity();
        return Optional.of(
                policy.rules(stage).actionFor(new Finding("replay", category, entity, 0, 0, found.score(), null)));
    }

    private void count(Map<Kind, Integer> changed) {
        changed.forEach((kind, findings) -> {
            Count count = kinds.computeIfAbsent(kind, key -> new Count());
            count.findings += findings;
            count.calls++;
        });
    }

    private static ReplayReport.Tally tally(boolean decidedAnew) {
        return new ReplayReport.Tally(1, decidedAnew ? 1 : 0);
    }

    private static Example example(ReplayedCall call, Action before, Action after, Map<Kind, Integer> changed) {
        List<String> because = changed.keySet().stream()
                .limit(MOST_REASONS)
                .map(kind -> kind.stage() + " " + kind.category() + (kind.entity() == null ? "" : " " + kind.entity())
                        + ": " + kind.before().wireName() + " → " + kind.after().wireName())
                .toList();
        return new Example(
                call.id(), call.time(), call.team(), call.route(), before.wireName(), after.wireName(), because);
    }

    /// Returns the report on the calls so far.
    public ReplayReport report() {
        List<Shift> decisions = shifts.entrySet().stream()
                .map(entry -> new Shift(entry.getKey().from(), entry.getKey().to(), entry.getValue()))
                .sorted(Comparator.comparingInt(Shift::calls)
                        .reversed()
                        .thenComparing(Shift::from)
                        .thenComparing(Shift::to))
                .toList();
        List<ReplayReport.ChangedFindings> changes = kinds.entrySet().stream()
                .map(entry -> change(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(ReplayReport.ChangedFindings::calls)
                        .reversed()
                        .thenComparing(ReplayReport.ChangedFindings::category)
                        .thenComparing(change -> String.valueOf(change.entity())))
                .toList();
        int changed = decisions.stream().mapToInt(Shift::calls).sum();
        return new ReplayReport(calls, changed, decisions, changes, routes, teams, examples);
    }

    private static ReplayReport.ChangedFindings change(Kind kind, Count count) {
        return new ReplayReport.ChangedFindings(
                kind.stage(),
                kind.category(),
                kind.entity(),
                kind.before().wireName(),
                kind.after().wireName(),
                count.findings,
                count.calls);
    }
}
