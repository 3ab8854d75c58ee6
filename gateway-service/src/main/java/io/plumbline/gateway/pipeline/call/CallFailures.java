package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Ends failed calls: stores the cause and its origin in the call, records the call, and notifies the client. The
/// client receives a status as long as nothing is sent, otherwise an error event. Problems to report with a
/// status are returned.
@Component
public final class CallFailures {

    private static final Logger log = LoggerFactory.getLogger(CallFailures.class);
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final CallLedger ledger;

    CallFailures(CallLedger ledger) {
        this.ledger = ledger;
    }

    /// Ends a call that a stage of the gateway refused.
    public Optional<ProblemException> refused(CallAccount account, ProblemException problem, @Nullable ClientCall call)
            throws IOException {
        account.failed(errorTypeOf(problem), statusOf(problem, call));
        record(account);
        return tell(problem, call);
    }

    /// Returns the status on the client's surface.
    private static int statusOf(ProblemException problem, @Nullable ClientCall call) {
        return call == null
                ? problem.type().status().value()
                : call.surface().errors().status(problem);
    }

    private static ErrorType errorTypeOf(ProblemException problem) {
        if (problem.type() instanceof CallProblem known) {
            return known.errorType();
        }
        return problem.type().status().is5xxServerError()
                ? ErrorType.GATEWAY_INTERNAL
                : ErrorType.CALLER_INVALID_REQUEST;
    }

    /// Ends a call that no provider answered, or whose answer was interrupted.
    public Optional<ProblemException> unanswered(
            CallAccount account, UpstreamFailure failure, @Nullable ClientCall call) throws IOException {
        Refusal forClient = failure.refusalForClient();
        ProblemException problem =
                FailureWords.problemOf(failure, account.resolution(), call == null ? null : call.request());
        account.failed(failure.errorType(), forClient == null ? statusOf(problem, call) : forClient.status());
        record(account);
        if (forClient != null && call != null) {
            passOn(forClient, call);
            return Optional.empty();
        }
        return tell(problem, call);
    }

    /// Passes the provider's own refusal to the client, always as JSON.
    private static void passOn(Refusal refusal, ClientCall call) throws IOException {
        HttpServletResponse response = call.response();
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        ClientErrors errors = call.surface().errors();
        byte[] rewritten = errors.rewritten(refusal.body());
        byte[] body = rewritten == null ? WireJson.bytes(errors.refusal(refusal.status())) : rewritten;
        call.watch().write(response.getOutputStream(), out -> {
            out.write(body);
            out.flush();
        });
    }

    /// Ends a call whose client has disconnected.
    public void clientGone(CallAccount account) {
        if (account.isRecorded()) {
            return;
        }
        account.failed(ErrorType.CALLER_GONE, CLIENT_CLOSED_REQUEST);
        record(account);
    }

    /// Ends a call that failed because of a defect in the gateway.
    public Optional<ProblemException> broken(CallAccount account, RuntimeException defect, @Nullable ClientCall call)
            throws IOException {
        ProblemException problem = RequestProblem.INTERNAL_ERROR.because(
                "This service's log has the error under the trace id. Trying again may help.");
        log.atError().setCause(defect).addKeyValue("call", account.id()).log("Call failed by a defect of the gateway");
        return refused(account, problem, call);
    }

    /// Called at the end of every call, recorded or not.
    public void over(CallAccount account) {
        ledger.end(account);
    }

    private void record(CallAccount account) {
        if (account.isRecorded() || account.errorType() == ErrorType.GATEWAY_AUDIT_UNAVAILABLE) {
            return;
        }
        try {
            ledger.record(account);
        } catch (ProblemException e) {
            log.atDebug().addKeyValue("call", account.id()).log("Failed call is not recorded");
        }
    }

    private static Optional<ProblemException> tell(ProblemException problem, @Nullable ClientCall call)
            throws IOException {
        if (call == null) {
            return Optional.of(problem);
        }
        ProblemException own = call.surface().errors().rewritten(problem);
        return call.delivery().fail(own) ? Optional.empty() : Optional.of(own);
    }
}
