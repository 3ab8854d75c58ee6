package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalOutcome;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.tenancy.Tenancy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks governance about parked calls. No caller waits longer than some seconds for governance: a question that was
/// not taken in time stays written down, and is asked again until it is ([ParkedCallKeeper]). Thread-safe.
@Component
class GovernanceQuestions {

    private static final Logger log = LoggerFactory.getLogger(GovernanceQuestions.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACTION = "gateway.call.resume";
    private static final String TYPE = "parked-call";
    private static final long PATIENCE_SECONDS = 3;

    private final GovernanceClient governance;
    private final ParkedCallStore store;
    /// Where people reach governance, which is also the issuer's name.
    private final URI publicUrl;

    GovernanceQuestions(GovernanceClient governance, ParkedCallStore store, SecurityProperties security) {
        this.governance = governance;
        this.store = store;
        this.publicUrl = security.issuer();
    }

    /// What governance is to be asked, as it is written down.
    byte[] of(NewParkedCall call, Duration lifetime) {
        return JSON.writeValueAsBytes(new ApprovalRequirement(
                call.team(),
                ACTION,
                TYPE,
                call.route() + "/" + call.id(),
                call.caller().id(),
                1,
                call.reason(),
                null,
                new ApprovalRequirement.Terms(call.details(), true, (int) lifetime.toSeconds())));
    }

    /// Asks, if governance is there; the call as it is then.
    ParkedCall ask(ParkedCall call) {
        return within(() -> ask(call.id(), call.team())).map(call::asked).orElse(call);
    }

    /// Asks what has not been asked yet.
    ///
    /// @return the approval; null when another replica has asked meanwhile
    private @Nullable UUID ask(UUID id, String team) {
        return Tenancy.callAsPlatform(() -> {
            Optional<byte[]> question = store.question(id);
            if (question.isEmpty()) {
                return null;
            }
            Approval approval = governance.requireApproval(JSON.readValue(question.get(), ApprovalRequirement.class));
            if (!approval.team().equals(team)) {
                throw new IllegalStateException("governance answered with an approval of another team");
            }
            store.asked(id, approval.id());
            return approval.id();
        });
    }

    /// Asks what has not been asked yet, however long it takes.
    void ask(UUID id) {
        Tenancy.callAsPlatform(() -> {
            store.question(id)
                    .map(question -> JSON.readValue(question, ApprovalRequirement.class))
                    .ifPresent(question ->
                            store.asked(id, governance.requireApproval(question).id()));
            return true;
        });
    }

    /// What has been decided about a call.
    ///
    /// @throws ProblemException `approval-unavailable` when governance does not say
    ParkedCall outcome(ParkedCall call) {
        UUID approval = call.approval();
        ApprovalOutcome outcome = approval == null
                ? null
                : within(() -> governance.approvalOutcome(approval)).orElse(null);
        if (outcome == null || !outcome.team().equals(call.team())) {
            throw CallProblem.APPROVAL_UNAVAILABLE
                    .because("governance-service did not return the decision. Try again in a moment.")
                    .with("retry-after", PATIENCE_SECONDS);
        }
        return call.decided(outcome.state(), outcome.comment(), outcome.expiresAt());
    }

    /// What a client is told about its parked call, as errors have it.
    ObjectNode told(ParkedCall call) {
        ObjectNode told = JSON.createObjectNode()
                .put("id", call.id().toString())
                .put("state", call.state().name())
                .put("href", "/api/v1/parked-calls/" + call.id())
                .put("expiresAt", call.expiresAt().toString());
        UUID approval = call.approval();
        if (approval != null) {
            told.put("page", page(approval));
        }
        return told;
    }

    /// Where people decide about it.
    String page(UUID approval) {
        return publicUrl.resolve("/approvals?state=PENDING#a-" + approval).toString();
    }

    /// Never its words: they may quote what was asked.
    private static String kindOf(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? "unknown" : cause.getClass().getSimpleName();
    }

    private static <T> Optional<T> within(Callable<@Nullable T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("parked-call").start(task);
        try {
            return Optional.ofNullable(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            log.atWarn().addKeyValue("cause", kindOf(e)).log("Governance cannot be asked");
        } catch (TimeoutException e) {
            log.atWarn().log("Governance takes too long to be asked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
