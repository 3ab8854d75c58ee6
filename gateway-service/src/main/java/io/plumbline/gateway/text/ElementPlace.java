package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import tools.jackson.databind.node.ArrayNode;

/// An element of an array in a tree: a string, or a number as text.
///
/// @param param its place, for error messages
record ElementPlace(ArrayNode parent, int index, Origin origin, String param, boolean isFixed) implements TextPlace {

    @Override
    public String text() {
        return parent.path(index).asString("");
    }

    @Override
    public void replace(String text) {
        parent.set(index, text);
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param;
    }
}
