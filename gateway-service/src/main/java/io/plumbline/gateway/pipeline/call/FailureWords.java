package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamFailure.Limit;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Writes the error message of a call that no provider answered. It contains the cause, the route and variant,
/// the provider's words within a stream as far as the guards release them, the limit that was reached, and the
/// remedy. It never names the provider or model, which the client does not know.
final class FailureWords {

    private static final int REST_SECONDS = 5;
    private static final int CROWD_SECONDS = 1;
    private static final String LATER = "Try again in a moment.";

    private FailureWords() {}

    /// @param resolution null if the call was not routed yet
    /// @param request null if unknown
    static ProblemException problemOf(
            UpstreamFailure failure, @Nullable Resolution resolution, @Nullable CallRequest request) {
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

    /// Returns the route and variant; empty for a call that names its target directly, since its caller knows it.
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

    /// Returns the remedy.
    static String advice(CallProblem type, @Nullable CallRequest request) {
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

    /// Returns how to shorten the wait.
    private static String advice(CallRequest request) {
        return switch (request.surface().operation()) {
            case CHAT -> request.stream() ? "Request a shorter answer." : "Request a shorter answer, or stream it.";
            case EMBEDDINGS -> "Send fewer texts at a time.";
            case COUNT_TOKENS -> LATER;
        };
    }
}
