package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.fault.FailureClass;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An attempt at a provider that gave no answer, or a refusal.
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

    /// What a call has come to the end of.
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

        /// A clause about it, in the words of the configuration.
        public String words() {
            return words;
        }
    }

    /// What the provider said.
    ///
    /// @param body a JSON object in the client's language; null where it is none, or holds the credential
    /// @param headers those that tell a client when to try again
    /// @param retryAfter what they say; null when they say nothing
    public record Refusal(
            int status,
            byte @Nullable [] body,
            Map<String, String> headers,
            @Nullable Duration retryAfter) {

        /// Whether it goes to the client as it is. What concerns the gateway's own credential does not: a client
        /// would take it for its own.
        public boolean isForClient() {
            return status >= 400 && status < 500 && !isAboutCredential();
        }

        boolean isAboutCredential() {
            return status == 401 || status == 402 || status == 403 || status == 407;
        }
    }

    /// The same failure, with another body of the provider's refusal.
    public UpstreamFailure saying(byte @Nullable [] body) {
        return refusal == null
                ? this
                : new UpstreamFailure(
                        problem,
                        new Refusal(refusal.status(), body, refusal.headers(), refusal.retryAfter()),
                        limit,
                        words);
    }

    /// The same failure, with what the provider said of it within a stream.
    ///
    /// @param said null for nothing
    public UpstreamFailure inWords(@Nullable String said) {
        return new UpstreamFailure(problem, refusal, limit, said);
    }

    /// What the provider said of it within a stream; null for nothing.
    public @Nullable String words() {
        return words;
    }

    /// What to tell the client where the refusal does not go to it.
    public CallProblem problem() {
        return problem;
    }

    public @Nullable Refusal refusal() {
        return refusal;
    }

    /// The limit that was reached; null where it was none. A timeout of which nothing else is said is the end of
    /// the whole call's time.
    public @Nullable Limit limit() {
        boolean callEnded = limit == null && refusal == null && problem == CallProblem.PROVIDER_TIMEOUT;
        return callEnded ? Limit.CALL : limit;
    }

    /// The refusal, where it goes to the client as it is.
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

    /// Why there was no answer, as far as it matters for who may give it instead.
    public FailureClass failureClass() {
        Refusal said = refusal;
        return switch (errorType()) {
            case CALLER_REJECTED_BY_PROVIDER ->
                said == null ? FailureClass.REQUEST : RefusedRequest.classOf(said.status(), said.body());
            case PROVIDER_TIMEOUT -> FailureClass.TIMEOUT;
            default -> FailureClass.ERROR;
        };
    }

    /// Whether the provider may have worked for an answer that has not come, or not whole. One that refuses is
    /// not paid.
    boolean mayHaveCost() {
        return refusal == null
                && switch (problem) {
                    case PROVIDER_TIMEOUT, PROVIDER_CUT, PROVIDER_MALFORMED, GATEWAY_STOPPING -> true;
                    default -> false;
                };
    }

    /// Whether the same target may do better in a moment.
    boolean isWorthRepeating() {
        return errorType() != ErrorType.CALLER_REJECTED_BY_PROVIDER
                && errorType() != ErrorType.PROVIDER_CREDENTIAL
                && problem != CallProblem.PROVIDER_UNAVAILABLE
                && problem != CallProblem.GATEWAY_OVERLOADED;
    }
}
