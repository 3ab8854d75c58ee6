package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import tools.jackson.databind.node.ObjectNode;

/// A member of an object that contains text in base64.
///
/// @param param its place, for error messages
/// @param text decoded
record EncodedPlace(ObjectNode parent, String field, Origin origin, String param, String text) implements TextPlace {

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public void replace(String other) {
        parent.put(field, "");
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param;
    }
}
