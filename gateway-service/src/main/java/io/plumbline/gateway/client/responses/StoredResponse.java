package io.plumbline.gateway.client.responses;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// A response in the database.
///
/// @param turns number of responses in its conversation, itself included
/// @param bytes of the messages of all of them
/// @param content `{"response", "input", "output"?, "conversation"}`
record StoredResponse(UUID id, String team, String route, int turns, long bytes, ObjectNode content) {

    /// Leaves out the content.
    @Override
    public String toString() {
        return "StoredResponse[" + id + "]";
    }
}
