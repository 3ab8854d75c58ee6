package io.plumbline.gateway.client.openai;

import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes errors as OpenAI's clients read them: `{"error": {"message", "type", "param", "code"}}`, with actual
/// nulls.
public class OpenAiErrors implements ClientErrors {

    private static final String PARAM = "param";
    private static final String CODE = "code";

    /// The approval for which the call waits, in addition to the members of OpenAI's own errors.
    private static final String APPROVAL = "approval";

    @Override
    public int status(ProblemException problem) {
        return problem.type().status().value();
    }

    @Override
    public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
        client.add(null, WireJson.bytes(of(problem)));
    }

    /// Returns the body for a problem.
    public static ObjectNode of(ProblemException problem) {
        String message = problem.getMessage();
        String param = text(problem.properties().get(PARAM));
        if (param == null && !problem.errors().isEmpty()) {
            ProblemException.InputError first = problem.errors().getFirst();
            param = first.pointer().replaceFirst("^/", "").replace('/', '.');
            message = message + " (" + param + " " + first.message() + ")";
        }
        ObjectNode body = WireJson.newObject();
        ObjectNode error = body.putObject("error")
                .put("message", message)
                .put("type", typeOf(problem.type()))
                .put(PARAM, param)
                .put(CODE, codeOf(problem));
        if (problem.properties().get(APPROVAL) instanceof JsonNode approval) {
            error.set(APPROVAL, approval);
        }
        return body;
    }

    @Override
    public ObjectNode refusal(int status) {
        ObjectNode body = WireJson.newObject();
        body.putObject("error")
                .put("message", "The provider refused the call: it answered " + status + ".")
                .put("type", typeOf(status))
                .putNull(PARAM)
                .put(CODE, "provider_refused");
        return body;
    }

    private static String typeOf(ProblemType type) {
        return type instanceof CallProblem call
                ? call.wireType()
                : typeOf(type.status().value());
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static @Nullable String codeOf(ProblemException problem) {
        String own = text(problem.properties().get(CODE));
        if (own != null) {
            return own;
        }
        if (problem.type() instanceof CallProblem call) {
            return call.code();
        }
        return problem.type().status().value() == 401
                ? "invalid_api_key"
                : problem.type().slug().replace('-', '_');
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
