package io.plumbline.gateway.openai;

import io.plumbline.gateway.guard.TextPlace;
import tools.jackson.databind.node.ObjectNode;

/// A string member of an object in a tree.
///
/// @param param the place as errors name it
record MemberPlace(ObjectNode parent, String field, Origin origin, String param) implements TextPlace {

    @Override
    public String text() {
        return parent.path(field).asString("");
    }

    @Override
    public void replace(String text) {
        parent.put(field, text);
    }

    /// Never the text.
    @Override
    public String toString() {
        return param;
    }
}
