package io.plumbline.e2e.cleanroom;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One method of one path.
///
/// @param path the template, with its variables in braces
/// @param bodies the schema of the body by media type; empty if it takes none
record Operation(String method, String path, List<Parameter> parameters, Map<String, JsonNode> bodies) {

    boolean reads() {
        return method.equals("GET");
    }

    /// The collection that the last variable of the path names a member of; empty if there is none.
    String collection() {
        int variable = path.lastIndexOf("/{");
        return variable < 0 ? "" : path.substring(0, variable);
    }
}
