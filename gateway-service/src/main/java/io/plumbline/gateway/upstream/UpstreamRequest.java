package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What is asked.
///
/// @param dialect in which the body is, and in which the answer is wanted
/// @param body as the client sent it, guarded
/// @param headers of the client's that mean something to a provider of the same language, in lower case
public record UpstreamRequest(
        Dialect dialect, Operation operation, ObjectNode body, boolean stream, Map<String, String> headers) {

    UpstreamRequest with(Dialect newDialect, ObjectNode newBody) {
        return new UpstreamRequest(newDialect, operation, newBody, stream, headers);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "UpstreamRequest[" + dialect + " " + operation + "]";
    }
}
