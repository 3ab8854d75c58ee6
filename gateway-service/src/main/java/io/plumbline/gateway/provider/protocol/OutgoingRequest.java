package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.dialect.Operation;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of a provider.
///
/// @param body in the provider's dialect
/// @param headers of the client's that mean something to a provider of the same dialect, in lower case
public record OutgoingRequest(Operation operation, ObjectNode body, boolean stream, Map<String, String> headers) {

    /// Never what is in it.
    @Override
    public String toString() {
        return "OutgoingRequest[" + operation + "]";
    }
}
