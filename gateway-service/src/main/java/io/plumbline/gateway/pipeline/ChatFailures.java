package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.dialect.Surface;
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
final class ChatFailures {

    private static final Logger log = LoggerFactory.getLogger(ChatFailures.class);
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final CallLedger ledger;

    ChatFailures(CallLedger ledger) {
        this.ledger = ledger;
    }

    /// Ends a call that a stage of the gateway refused.
    Optional<ProblemException> refused(Call call, ProblemException problem, @Nullable ChatExchange exchange)
            throws IOException {
        call.failed(errorTypeOf(problem), statusOf(problem, exchange));
        record(call);
        return tell(problem, exchange);
    }

    /// Returns the status on the client's surface.
    private static int statusOf(ProblemException problem, @Nullable ChatExchange exchange) {
        return exchange == null
                ? problem.type().status().value()
                : exchange.request().surface().status(problem);
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
    Optional<ProblemException> unanswered(Call call, UpstreamFailure failure, @Nullable ChatExchange exchange)
            throws IOException {
        Refusal forClient = failure.refusalForClient();
        ProblemException problem =
                FailureWords.problemOf(failure, call.resolution(), exchange == null ? null : exchange.request());
        call.failed(failure.errorType(), forClient == null ? statusOf(problem, exchange) : forClient.status());
        record(call);
        if (forClient != null && exchange != null) {
            passOn(forClient, exchange);
            return Optional.empty();
        }
        return tell(problem, exchange);
    }

    /// Passes the provider's own refusal to the client, always as JSON.
    private static void passOn(Refusal refusal, ChatExchange exchange) throws IOException {
        HttpServletResponse response = exchange.response();
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        Surface surface = exchange.request().surface();
        byte[] told = surface.told(refusal.body());
        byte[] body = told == null ? WireJson.bytes(surface.refusal(refusal.status())) : told;
        exchange.watch().write(response.getOutputStream(), out -> {
            out.write(body);
            out.flush();
        });
    }

    /// Ends a call whose client has disconnected.
    void clientGone(Call call) {
        if (call.isRecorded()) {
            return;
        }
        call.failed(ErrorType.CALLER_GONE, CLIENT_CLOSED_REQUEST);
        record(call);
    }

    /// Ends a call that failed because of a defect in the gateway.
    Optional<ProblemException> broken(Call call, RuntimeException defect, @Nullable ChatExchange exchange)
            throws IOException {
        ProblemException problem = RequestProblem.INTERNAL_ERROR.because(
                "This service's log has the error under the trace id. Trying again may help.");
        log.atError().setCause(defect).addKeyValue("call", call.id()).log("Call failed by a defect of the gateway");
        return refused(call, problem, exchange);
    }

    /// Called at the end of every call, recorded or not.
    void over(Call call) {
        ledger.end(call);
    }

    private void record(Call call) {
        if (call.isRecorded() || call.errorType() == ErrorType.GATEWAY_AUDIT_UNAVAILABLE) {
            return;
        }
        try {
            ledger.record(call);
        } catch (ProblemException e) {
            log.atDebug().addKeyValue("call", call.id()).log("Failed call is not recorded");
        }
    }

    private static Optional<ProblemException> tell(ProblemException problem, @Nullable ChatExchange exchange)
            throws IOException {
        if (exchange == null) {
            return Optional.of(problem);
        }
        ProblemException own = exchange.request().surface().told(problem);
        return exchange.delivery().fail(own) ? Optional.empty() : Optional.of(own);
    }
}
