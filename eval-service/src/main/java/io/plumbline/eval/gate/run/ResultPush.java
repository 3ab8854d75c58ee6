package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Finding;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.statistics.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
        push(gate, gate.id(), found.verdict(), at, checks(found.checks()));
    }

    /// Takes a PASS back: the registry has an INCONCLUSIVE result in its place, beside which it counts no more,
    /// and before which any newer gate still counts.
    ///
    /// @throws UnrunnableGateException when the registry refuses it
    public void withdraw(Gate gate, String reason) {
        UUID run = UUID.nameUUIDFromBytes(("discarded " + gate.id()).getBytes(StandardCharsets.UTF_8));
        EvaluationResult.CheckResult check = new EvaluationResult.CheckResult(
                "discarded", null, null, null, null, Outcome.INCONCLUSIVE.name(), "Gate " + gate.id() + ": " + reason);
        push(gate, run, Outcome.INCONCLUSIVE, Objects.requireNonNull(gate.finishedAt()), List.of(check));
    }

    private void push(Gate gate, UUID run, Outcome verdict, Instant at, List<EvaluationResult.CheckResult> checks) {
        Candidate candidate = gate.candidate();
        Integer version = candidate.version();
        if (version == null) {
            return;
        }
        Served served = gate.run().served(Side.CANDIDATE);
        EvaluationResult result = new EvaluationResult(
                "GATE",
                run,
                gate.suite(),
                gate.suiteRevision(),
                candidate.prompt() == null ? null : candidate.model(),
                served == null ? null : served.document(),
                verdict.name(),
                gate.commit(),
                at,
                checks);
        try {
            if (candidate.prompt() != null) {
                pushOfPrompt(candidate.prompt(), version, result);
            } else if (candidate.model() != null) {
                pushOfModel(candidate.model(), version, result);
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
            try {
                registry.pushPromptEvaluation(prompt, version, withoutServed(result));
            } catch (HttpClientErrorException.BadRequest again) {
                registry.pushPromptEvaluation(
                        prompt, version, withoutServed(result).withoutModel());
            }
        }
    }

    private void pushOfModel(String model, int version, EvaluationResult result) {
        try {
            registry.pushModelEvaluation(model, version, result);
        } catch (HttpClientErrorException.BadRequest e) {
            registry.pushModelEvaluation(model, version, withoutServed(result));
        }
    }

    private static EvaluationResult withoutServed(EvaluationResult result) {
        return new EvaluationResult(
                result.kind(),
                result.runId(),
                result.suite(),
                result.suiteRevision(),
                result.model(),
                result.verdict(),
                result.commit(),
                result.finishedAt(),
                result.checks());
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
