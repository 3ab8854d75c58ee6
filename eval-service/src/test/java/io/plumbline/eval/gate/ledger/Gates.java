package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Gates, items and answers for tests without a service.
public final class Gates {

    public static final UUID ID = UUID.fromString("01932c07-2000-7000-8000-000000000001");

    private Gates() {}

    /// @param rest members of the document besides dataset and template
    public static SuiteDocument document(String rest) {
        return JsonMapper.shared().readValue("""
                        {"dataset": "faq@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]}, %s}
                        """.formatted(rest), SuiteDocument.class);
    }

    public static Gate gate(SuiteDocument document, @Nullable Candidate baseline) {
        return gate(document, baseline, GateStatus.RUNNING, null, List.of());
    }

    public static Gate gate(
            SuiteDocument document,
            @Nullable Candidate baseline,
            GateStatus status,
            @Nullable CheckOutcome verdict,
            List<GateCheck> checks) {
        return new Gate(
                ID,
                "team-a",
                new Gate.Measure("faq", 1, document),
                new Gate.Systems(Candidate.ofModel("bot", 2), baseline, null),
                new Gate.Request(null, null, "u-1", null),
                new Gate.Progress(0, 0, 0, RunState.FRESH),
                new Gate.Result(
                        status,
                        verdict,
                        status == GateStatus.ERROR ? "The dataset faq@1 does not exist." : null,
                        checks,
                        GateFindings.NONE),
                true,
                new Gate.Times(
                        Instant.parse("2026-11-24T10:00:00Z"),
                        Instant.parse("2026-11-24T10:00:01Z"),
                        Instant.parse("2026-11-24T10:00:03.5Z")));
    }

    /// The same gate with what was found beside its checks.
    public static Gate with(Gate gate, GateFindings findings, @Nullable BaselineOrigin origin) {
        return changed(
                gate,
                new Gate.Systems(gate.candidate(), gate.baseline(), origin),
                new Gate.Result(gate.status(), gate.verdict(), gate.error(), gate.checks(), findings));
    }

    /// The same gate on another system.
    public static Gate on(Candidate candidate, Gate gate) {
        return changed(gate, new Gate.Systems(candidate, gate.baseline(), gate.baselineOrigin()), gate.result());
    }

    private static Gate changed(Gate gate, Gate.Systems systems, Gate.Result result) {
        return new Gate(
                gate.id(),
                gate.team(),
                gate.measure(),
                systems,
                gate.request(),
                gate.progress(),
                result,
                gate.counts(),
                gate.times());
    }

    public static List<GateItem> items(int count) {
        List<GateItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(GateItem.of(i, Map.of("input", "q" + i, "references", List.of("right"))));
        }
        return items;
    }

    /// Answers of which the first `right` are right.
    public static List<GateAnswer> answers(Side side, int count, int right) {
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(answer(side, i, i < right ? "right" : "wrong", 100));
        }
        return answers;
    }

    public static GateAnswer answer(Side side, int item, String text, double latencyMs) {
        return new GateAnswer(
                new AnswerKey(side, item, 0), text, null, latencyMs, 1, 1, new java.math.BigDecimal("0.01"));
    }

    public static GateAnswer failure(Side side, int item) {
        return new GateAnswer(new AnswerKey(side, item, 0), null, "HTTP 500", 100, 0, 0, null);
    }

    public static GateCheck check(String name, String outcome, String reason) {
        return new GateCheck(name, 1, new Figures(0.5, 0.4, 0.6, 0.8, null, 0.001), outcome, true, reason);
    }
}
