package io.plumbline.standalone.apply;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A thing, and what would become of it.
///
/// @param from its version; 0 where it has none, or is not there
/// @param to the same where no version is made
/// @param etag of what is there; null where nothing is, and of what is told without one
/// @param changes of its document, each `{"pointer", "before", "after"}`
record Plan(Manifest manifest, int from, int to, @Nullable String etag, List<JsonNode> changes) {

    /// @param diff what its service answers to `POST .../diff`
    static Plan of(Manifest manifest, JsonNode diff) {
        return new Plan(
                manifest,
                diff.path("from").asInt(),
                diff.path("to").asInt(),
                diff.path("etag").isString() ? diff.path("etag").asString() : null,
                diff.path("changes").valueStream().toList());
    }

    boolean isNew() {
        return from == 0 && etag == null;
    }

    boolean makesVersion() {
        return to > from;
    }

    boolean changesNothing() {
        return !makesVersion() && changes.isEmpty() && !isNew();
    }

    /// Whether the thing itself changes, not only its versions and aliases.
    boolean changesOwn() {
        return isNew()
                || changes.stream()
                        .anyMatch(change -> !isBelow(change, Manifest.VERSION) && !isBelow(change, Manifest.ALIASES));
    }

    boolean moves(String alias) {
        return changes.stream().anyMatch(change -> isBelow(change, Manifest.ALIASES + "/" + alias));
    }

    private static boolean isBelow(JsonNode change, String member) {
        String pointer = change.path("pointer").asString("");
        return pointer.equals("/" + member) || pointer.startsWith("/" + member + "/");
    }
}
