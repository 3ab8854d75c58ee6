package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/// The input of a tool call: an object, inspected as JSON, so that it stays JSON.
///
/// @param param its place, for error messages
record JsonPlace(ObjectNode parent, String field, String param) implements TextPlace {

    @Override
    public Origin origin() {
        return Origin.TOOL_ARGUMENTS;
    }

    @Override
    public String text() {
        return new String(WireJson.bytes(parent.path(field)), StandardCharsets.UTF_8);
    }

    /// Replaces the input; text that is no longer an object becomes an empty one.
    @Override
    public void replace(String text) {
        parent.set(field, WireJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseGet(WireJson::newObject));
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param;
    }
}
