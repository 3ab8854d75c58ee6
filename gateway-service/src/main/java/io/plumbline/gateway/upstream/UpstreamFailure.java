package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.fault.FailureClass;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Thrown if an attempt at a provider yields no answer or a refusal.
public final class UpstreamFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final CallProblem problem;
    private final transient @Nullable Refusal refusal;
    private final @Nullable Limit limit;
    private final @Nullable String words;

    UpstreamFailure(CallProblem problem) {
        this(problem, null, null, null);
    }

    UpstreamFailure(CallProblem problem, @Nullable Refusal refusal) {
        this(problem, refusal, null, null);
    }

    UpstreamFailure(CallProblem problem, Limit limit) {
        this(problem, null, limit, null);
    }

    private UpstreamFailure(
            CallProblem problem, @Nullable Refusal refusal, @Nullable Limit limit, @Nullable String words) {
        super(problem.title(), null, false, false);
        this.problem = problem;
        this.refusal = refusal;
        this.limit = limit;
        this.words = words;
    }

    /// The limit that a call reached.
    public enum Limit {
        SILENCE("it was silent for longer than plumbline.gateway.upstream.response-timeout"),
        ATTEMPT("an attempt reached a time limit of the route or the provider"),
        CALL("the call reached plumbline.gateway.upstream.call-timeout"),
        PLACES("the provider's limits.concurrency is reached"),
        CONNECTIONS("all of plumbline.gateway.upstream.connections are in use");

        private final String words;

        Limit(String words) {
            this.words = words;
        }

        /// Returns a clause about it, in the terms of the configuration.
        public String words() {
            return words;
        }
    }

    /// A provider's refusal.
    ///
    /// @param body a JSON object in the client's dialect; null if it is not one or contains the credential
    /// @param headers that tell a client when to retry
    /// @param retryAfter from these headers; null for none
    public record Refusal(
            int status,
            byte @Nullable [] body,
            Map<String, String> headers,
            @Nullable Duration retryAfter) {

        /// Whether the client receives it unchanged. Refusals of the gateway's own credential are withheld, since
        /// clients would attribute them to their own.
        public boolean isForClient() {
            return status >= 400 && status < 500 && !isAboutCredential();
        }

        boolean isAboutCredential() {
            return status == 401 || status == 402 || status == 403 || status == 407;
        }
    }

    /// Returns the failure with another refusal body.
    public UpstreamFailure saying(byte @Nullable [] body) {
        return refusal == null
                ? this
                : new UpstreamFailure(
                        problem,
                        new Refusal(refusal.status(), body, refusal.headers(), refusal.retryAfter()),
                        limit,
                        words);
    }

    /// Returns the failure with the provider's words within a stream.
    ///
    /// @param said null for nothing
    public UpstreamFailure inWords(@Nullable String said) {
        return new UpstreamFailure(problem, refusal, limit, said);
    }

    /// Returns the provider's words within a stream; null for none.
    public @Nullable String words() {
        return words;
    }

    /// Returns the problem for the client if it does not receive the refusal.
    public CallProblem problem() {
        return problem;
    }

    public @Nullable Refusal refusal() {
        return refusal;
    }

    /// Returns the limit that was reached; null for none. A timeout without further details is the time limit of
    /// the whole call.
    public @Nullable Limit limit() {
        boolean callEnded = limit == null && refusal == null && problem == CallProblem.PROVIDER_TIMEOUT;
        return callEnded ? Limit.CALL : limit;
    }

    /// Returns the refusal if the client receives it unchanged.
    public @Nullable Refusal refusalForClient() {
        Refusal said = refusal;
        return said != null && said.isForClient() ? said : null;
    }

    public ErrorType errorType() {
        Refusal said = refusal;
        if (said == null || !said.isForClient()) {
            return problem.errorType();
        }
        return switch (said.status()) {
            case 408 -> ErrorType.PROVIDER_TIMEOUT;
            case 429 -> ErrorType.PROVIDER_RATE_LIMIT;
            default -> ErrorType.CALLER_REJECTED_BY_PROVIDER;
        };
    }

    /// Returns the class of failure, which determines the fallbacks.
    public FailureClass failureClass() {
        Refusal said = refusal;
        return switch (errorType()) {
            case CALLER_REJECTED_BY_PROVIDER ->
                said == null ? FailureClass.REQUEST : RefusedRequest.classOf(said.status(), said.body());
            case PROVIDER_TIMEOUT -> FailureClass.TIMEOUT;
            default -> FailureClass.ERROR;
        };
    }

    /// Whether the provider may have processed and billed an answer that did not arrive completely. Refusals cost
    /// nothing.
    boolean mayHaveCost() {
        return refusal == null
                && switch (problem) {
                    case PROVIDER_TIMEOUT, PROVIDER_CUT, PROVIDER_MALFORMED, GATEWAY_STOPPING -> true;
                    default -> false;
                };
    }

    /// Whether the same target may succeed shortly.
    boolean isWorthRepeating() {
        return errorType() != ErrorType.CALLER_REJECTED_BY_PROVIDER
                && errorType() != ErrorType.PROVIDER_CREDENTIAL
                && problem != CallProblem.PROVIDER_UNAVAILABLE
                && problem != CallProblem.GATEWAY_OVERLOADED;
    }
}
