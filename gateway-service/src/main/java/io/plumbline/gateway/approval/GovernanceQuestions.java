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

/// Requests approvals of parked calls from governance. A caller waits at most some seconds for governance. A
/// request that was not accepted in time stays stored and is repeated ([ParkedCallKeeper]). Thread-safe.
@Component
class GovernanceQuestions {

    private static final Logger log = LoggerFactory.getLogger(GovernanceQuestions.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACTION = "gateway.call.resume";
    private static final String TYPE = "parked-call";
    private static final long PATIENCE_SECONDS = 3;

    private final GovernanceClient governance;
    private final ParkedCallStore store;
    /// The public URL of governance, which is also the issuer's name.
    private final URI publicUrl;

    GovernanceQuestions(GovernanceClient governance, ParkedCallStore store, SecurityProperties security) {
        this.governance = governance;
        this.store = store;
        this.publicUrl = security.issuer();
    }

    /// Returns the approval request as it is stored.
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

    /// Sends the request if governance is available; returns the updated call.
    ParkedCall ask(ParkedCall call) {
        return within(() -> ask(call.id(), call.team())).map(call::asked).orElse(call);
    }

    /// Sends a request that is not sent yet.
    ///
    /// @return the approval; null if another replica has sent the request meanwhile
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

    /// Sends a request that is not sent yet, however long it takes.
    void ask(UUID id) {
        Tenancy.callAsPlatform(() -> {
            store.question(id)
                    .map(question -> JSON.readValue(question, ApprovalRequirement.class))
                    .ifPresent(question ->
                            store.asked(id, governance.requireApproval(question).id()));
            return true;
        });
    }

    /// Returns the decision about a call.
    ///
    /// @throws ProblemException `approval-unavailable` if governance does not answer
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

    /// Returns the details of a parked call for its client, as in errors.
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

    /// Returns the page on which people decide.
    String page(UUID approval) {
        return publicUrl.resolve("/approvals/" + approval).toString();
    }

    /// Returns the kind of a failure without its message, which may quote the request.
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
