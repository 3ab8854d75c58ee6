package io.plumbline.eval.gate;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import java.util.List;

/// Tells the registry how a gate ended: it decides promotions from its own table. The same result twice is one.
final class ResultPush {

    private final RegistryClient registry;

    ResultPush(RegistryClient registry) {
        this.registry = registry;
    }

    /// Does nothing for a route, which is no version, and for a gate without a verdict.
    void push(Gate gate) {
        Candidate candidate = gate.candidate();
        Integer version = candidate.version();
        if (version == null || gate.verdict() == null || gate.finishedAt() == null) {
            return;
        }
        EvaluationResult result = new EvaluationResult(
                "GATE", gate.id(), gate.suite(), gate.verdict().name(), gate.commit(), gate.finishedAt(), checks(gate));
        if (candidate.prompt() != null) {
            registry.pushPromptEvaluation(candidate.prompt(), version, result);
        } else if (candidate.model() != null) {
            registry.pushModelEvaluation(candidate.model(), version, result);
        }
    }

    private static List<EvaluationResult.CheckResult> checks(Gate gate) {
        return gate.checks().stream()
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
