package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import tools.jackson.databind.node.ObjectNode;

/// A member of an object in a tree: a string, or a number as text.
///
/// @param param its place, for error messages
record MemberPlace(ObjectNode parent, String field, Origin origin, String param, boolean isFixed, boolean isIdentifier)
        implements TextPlace {

    MemberPlace(ObjectNode parent, String field, Origin origin, String param, boolean isFixed) {
        this(parent, field, origin, param, isFixed, false);
    }

    @Override
    public String text() {
        return parent.path(field).asString("");
    }

    @Override
    public void replace(String text) {
        parent.put(field, text);
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param;
    }
}
