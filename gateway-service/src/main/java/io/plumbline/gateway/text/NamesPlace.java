package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The names of an object's members that no protocol knows, one a line.
///
/// @param param the object as errors name it
record NamesPlace(ObjectNode parent, List<String> names, Origin origin, String param) implements TextPlace {

    @Override
    public String text() {
        return String.join("\n", names);
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    /// There is no putting other names: the members go.
    @Override
    public void replace(String text) {
        parent.remove(names);
    }

    /// Never the text.
    @Override
    public String toString() {
        return param;
    }
}
