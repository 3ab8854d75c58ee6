package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the texts in a member that is a text or a list with texts among its parts.
public final class Texts {

    private Texts() {}

    /// Adds those that are not blank.
    ///
    /// @param param the object's place, for error messages
    public static void add(ObjectNode parent, String name, Origin origin, String param, List<TextPlace> into) {
        JsonNode content = parent.path(name);
        String at = param + "." + name;
        if (content.isString()) {
            addUnlessBlank(parent, name, origin, at, into);
        }
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            if (content.get(i) instanceof ObjectNode part
                    && part.path("type").asString("").equals("text")
                    && part.path("text").isString()) {
                addUnlessBlank(part, "text", origin, at + "[" + i + "].text", into);
            }
        }
    }

    private static void addUnlessBlank(
            ObjectNode parent, String name, Origin origin, String param, List<TextPlace> into) {
        if (!parent.path(name).asString().isBlank()) {
            into.add(new MemberPlace(parent, name, origin, param, false));
        }
    }
}
