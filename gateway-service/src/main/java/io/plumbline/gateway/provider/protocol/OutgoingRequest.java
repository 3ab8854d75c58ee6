package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.dialect.Operation;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A request to a provider.
///
/// @param body in the provider's dialect
/// @param headers of the client that matter to a provider of the same dialect, in lower case
public record OutgoingRequest(Operation operation, ObjectNode body, boolean stream, Map<String, String> headers) {

    /// Leaves out the content.
    @Override
    public String toString() {
        return "OutgoingRequest[" + operation + "]";
    }
}
