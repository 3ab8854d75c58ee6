package io.plumbline.gateway.client.anthropic;

import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes errors as Anthropic's clients read them: `{"type": "error", "error": {"type", "message"},
/// "request_id"}`. Further details of the gateway are in `code`, `param` and `approval`.
public final class AnthropicErrors implements ClientErrors {

    private static final int OVERLOADED = 529;

    @Override
    public int status(ProblemException problem) {
        return statusOf(problem);
    }

    @Override
    public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
        client.add("error", WireJson.bytes(of(problem, null)));
    }

    /// Returns the body for a problem.
    ///
    /// @param requestId null within a stream
    public static ObjectNode of(ProblemException problem, @Nullable String requestId) {
        String message = problem.getMessage();
        if (!problem.errors().isEmpty()) {
            ProblemException.InputError first = problem.errors().getFirst();
            message += " (" + first.pointer() + " " + first.message() + ")";
        }
        ObjectNode body = shape(typeOf(problem), message);
        ObjectNode error = (ObjectNode) body.path("error");
        Object param = problem.properties().get("param");
        Object code = problem.properties().get("code");
        if (code != null) {
            error.put("code", code.toString());
        } else if (problem.type() instanceof CallProblem call && call.code() != null) {
            error.put("code", call.code());
        }
        if (param != null) {
            error.put("param", param.toString());
        }
        if (problem.properties().get("approval") instanceof JsonNode approval) {
            error.set("approval", approval);
        }
        if (requestId != null) {
            body.put("request_id", requestId);
        }
        return body;
    }

    @Override
    public ObjectNode refusal(int status) {
        return shape(typeOf(status), "The provider refused the call: it answered " + status + ".");
    }

    /// Creates an error of this surface.
    public static ObjectNode shape(String type, @Nullable String message) {
        ObjectNode body = WireJson.newObject().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }

    /// Returns Anthropic's status for a problem: an overload is 529.
    public static int statusOf(ProblemException problem) {
        return isOverload(problem.type()) ? OVERLOADED : problem.type().status().value();
    }

    private static String typeOf(ProblemException problem) {
        return problem.type() == CallProblem.GUARDRAIL_VIOLATION || problem.type() == CallProblem.CALL_PARKED
                ? ((CallProblem) problem.type()).wireType()
                : typeOf(statusOf(problem));
    }

    /// Returns Anthropic's error type of a status.
    public static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402, 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static boolean isOverload(ProblemType type) {
        return type == CallProblem.PROVIDER_OVERLOADED
                || type == CallProblem.PROVIDER_UNAVAILABLE
                || type == CallProblem.GATEWAY_OVERLOADED;
    }
}
