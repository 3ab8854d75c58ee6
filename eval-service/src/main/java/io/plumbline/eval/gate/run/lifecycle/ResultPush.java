package io.plumbline.eval.gate.run.lifecycle;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateResult;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.client.HttpClientErrorException;

/// Sends gate results to the registry, which decides promotions by its own table. Repeated results are
/// idempotent.
public final class ResultPush {

    /// Transient statuses: an invalid token, a conflict with another writer, too many requests.
    private static final Set<Integer> MAY_PASS = Set.of(401, 403, 408, 409, 425, 429);

    private final RegistryClient registry;

    public ResultPush(RegistryClient registry) {
        this.registry = registry;
    }

    /// Does nothing for a route, which is not a version.
    ///
    /// @throws UnrunnableGateException if the registry refuses the result permanently
    public void push(Gate gate, GateResult found, Instant at) {
        push(gate, gate.id(), found.verdict(), at, checks(found.checks()));
    }

    /// Withdraws a PASS: an INCONCLUSIVE result replaces it in the registry, so that it no longer counts, and any
    /// newer gate still does.
    ///
    /// @throws UnrunnableGateException if the registry refuses it
    public void withdraw(Gate gate, String reason) {
        UUID run = UUID.nameUUIDFromBytes(("discarded " + gate.id()).getBytes(StandardCharsets.UTF_8));
        EvaluationResult.CheckResult check = new EvaluationResult.CheckResult(
                "discarded",
                null,
                null,
                null,
                null,
                CheckOutcome.INCONCLUSIVE.name(),
                "Gate " + gate.id() + ": " + reason);
        push(gate, run, CheckOutcome.INCONCLUSIVE, Objects.requireNonNull(gate.finishedAt()), List.of(check));
    }

    private void push(
            Gate gate, UUID run, CheckOutcome verdict, Instant at, List<EvaluationResult.CheckResult> checks) {
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

    /// A registry of an older release refuses unknown members. It then receives the result in the old form, which
    /// counts until there is one with a model.
    private void pushOfPrompt(String prompt, int version, EvaluationResult result) {
        try {
            registry.pushPromptEvaluation(prompt, version, result);
        } catch (HttpClientErrorException.BadRequest e) {
            try {
                registry.pushPromptEvaluation(prompt, version, result.withoutServed());
            } catch (HttpClientErrorException.BadRequest again) {
                registry.pushPromptEvaluation(
                        prompt, version, result.withoutServed().withoutModel());
            }
        }
    }

    private void pushOfModel(String model, int version, EvaluationResult result) {
        try {
            registry.pushModelEvaluation(model, version, result);
        } catch (HttpClientErrorException.BadRequest e) {
            registry.pushModelEvaluation(model, version, result.withoutServed());
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
