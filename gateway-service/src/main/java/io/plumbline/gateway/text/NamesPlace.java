package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The names of an object's members that are unknown to the protocol, one per line.
///
/// @param param the object's place, for error messages
record NamesPlace(ObjectNode parent, List<String> names, Origin origin, String param) implements TextPlace {

    @Override
    public String text() {
        return String.join("\n", names);
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    /// Removes the members, since their names cannot be replaced.
    @Override
    public void replace(String text) {
        parent.remove(names);
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param;
    }
}
