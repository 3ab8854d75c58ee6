package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Finding;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.web.client.HttpClientErrorException;

/// Tells the registry how a gate ended: it decides promotions from its own table. The same result twice is one.
public final class ResultPush {

    /// No right token, a conflict that another writer made, too many requests.
    private static final Set<Integer> MAY_PASS = Set.of(401, 403, 408, 409, 425, 429);

    private final RegistryClient registry;

    public ResultPush(RegistryClient registry) {
        this.registry = registry;
    }

    /// Does nothing for a route, which is no version.
    ///
    /// @throws UnrunnableGateException when the registry refuses the result, as it will again
    public void push(Gate gate, Finding found, Instant at) {
        Candidate candidate = gate.candidate();
        Integer version = candidate.version();
        if (version == null) {
            return;
        }
        EvaluationResult result = new EvaluationResult(
                "GATE",
                gate.id(),
                gate.suite(),
                gate.suiteRevision(),
                candidate.prompt() == null ? null : candidate.model(),
                found.verdict().name(),
                gate.commit(),
                at,
                checks(found.checks()));
        try {
            if (candidate.prompt() != null) {
                pushOfPrompt(candidate.prompt(), version, result);
            } else if (candidate.model() != null) {
                registry.pushModelEvaluation(candidate.model(), version, result);
            }
        } catch (HttpClientErrorException e) {
            if (MAY_PASS.contains(e.getStatusCode().value())) {
                throw e;
            }
            throw new UnrunnableGateException(
                    "The registry refuses the result: HTTP " + e.getStatusCode().value() + ".");
        }
    }

    /// A registry that is replaced after this service refuses what it has not heard of. It then has the result as
    /// it had them before, which counts until there is one that says on which model.
    private void pushOfPrompt(String prompt, int version, EvaluationResult result) {
        try {
            registry.pushPromptEvaluation(prompt, version, result);
        } catch (HttpClientErrorException.BadRequest e) {
            registry.pushPromptEvaluation(prompt, version, result.withoutModel());
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
