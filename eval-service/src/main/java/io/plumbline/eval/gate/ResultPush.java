package io.plumbline.eval.gate;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import java.time.Instant;
import java.util.List;

/// Tells the registry how a gate ended: it decides promotions from its own table. The same result twice is one.
final class ResultPush {

    private final RegistryClient registry;

    ResultPush(RegistryClient registry) {
        this.registry = registry;
    }

    /// Does nothing for a route, which is no version.
    void push(Gate gate, GateJudge.Judgement judgement, Instant at) {
        Candidate candidate = gate.candidate();
        Integer version = candidate.version();
        if (version == null) {
            return;
        }
        EvaluationResult result = new EvaluationResult(
                "GATE",
                gate.id(),
                gate.suite(),
                judgement.verdict().name(),
                gate.commit(),
                at,
                checks(judgement.checks()));
        if (candidate.prompt() != null) {
            registry.pushPromptEvaluation(candidate.prompt(), version, result);
        } else if (candidate.model() != null) {
            registry.pushModelEvaluation(candidate.model(), version, result);
        }
    }

    private static List<EvaluationResult.CheckResult> checks(List<GateCheck> checks) {
        return checks.stream()
                .map(check -> new EvaluationResult.CheckResult(
                        check.name(),
                        check.value(),
                        check.ciLow(),
                        check.ciHigh(),
                        check.threshold(),
                        check.outcome(),
                        check.reason()))
                .toList();
    }
}
