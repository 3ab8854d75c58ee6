package io.plumbline.gateway.client.responses;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// A response in the database.
///
/// @param turns how many responses it goes on with, itself included
/// @param bytes of the messages of all of them
/// @param content `{"response", "input", "output"?, "conversation"}`
record StoredResponse(UUID id, String team, String route, int turns, long bytes, ObjectNode content) {

    /// Never what it says.
    @Override
    public String toString() {
        return "StoredResponse[" + id + "]";
    }
}
