package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamFailure.Limit;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// What a client is told when no provider answered: what went wrong, on which route and variant (which the client
/// knows; never which provider or model is behind them), what the provider said of it within a stream, as far as
/// the guards let it through, which limit was reached, and what to do.
final class FailureWords {

    private static final int REST_SECONDS = 5;
    private static final int CROWD_SECONDS = 1;
    private static final String LATER = "Try again in a moment.";

    private FailureWords() {}

    /// @param resolution null where the call was led nowhere yet
    /// @param request null where it is not known
    static ProblemException problemOf(
            UpstreamFailure failure, @Nullable Resolution resolution, @Nullable ChatRequest request) {
        CallProblem type = failure.problem();
        Refusal refusal = failure.refusal();
        ProblemException problem =
                type.because(type.title() + place(resolution) + reason(failure) + ". " + advice(type, request));
        if (refusal != null) {
            refusal.headers().forEach(problem::with);
        } else if (type == CallProblem.PROVIDER_UNAVAILABLE) {
            problem.with("retry-after", REST_SECONDS);
        } else if (type == CallProblem.GATEWAY_OVERLOADED) {
            problem.with("retry-after", CROWD_SECONDS);
        }
        return problem;
    }

    /// Nothing for a call round a route: its caller has named the target.
    private static String place(@Nullable Resolution resolution) {
        return resolution == null || resolution.variant().equals(Resolution.NO_VARIANT)
                ? ""
                : " (route " + resolution.route() + ", variant " + resolution.variant() + ")";
    }

    private static String reason(UpstreamFailure failure) {
        Refusal refusal = failure.refusal();
        if (refusal != null) {
            return ": it answered " + refusal.status();
        }
        String words = failure.words();
        if (words != null) {
            return ": " + (words.endsWith(".") ? words.substring(0, words.length() - 1) : words);
        }
        Limit limit = failure.limit();
        return limit == null ? "" : ": " + limit.words();
    }

    /// What to do about it.
    static String advice(CallProblem type, @Nullable ChatRequest request) {
        return switch (type) {
            case PROVIDER_TIMEOUT -> request == null ? LATER : advice(request);
            case PROVIDER_UNAVAILABLE, GATEWAY_OVERLOADED -> "Try again after retry-after.";
            case PROVIDER_CREDENTIAL_REFUSED ->
                "Your key is not the cause. The provider's administrator must set a working credential for it.";
            case PROVIDER_UNREACHABLE, PROVIDER_MALFORMED ->
                "Try again. If the error persists, the provider's administrator must check its address.";
            default -> LATER;
        };
    }

    /// How to have less to wait for.
    private static String advice(ChatRequest request) {
        return switch (request.surface().operation()) {
            case CHAT -> request.stream() ? "Request a shorter answer." : "Request a shorter answer, or stream it.";
            case EMBEDDINGS -> "Send fewer texts at a time.";
            case COUNT_TOKENS -> LATER;
        };
    }
}
