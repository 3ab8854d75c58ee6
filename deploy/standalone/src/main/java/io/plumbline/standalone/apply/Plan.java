package io.plumbline.standalone.apply;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A resource and its planned change.
///
/// @param from its version; 0 if it has none, or does not exist
/// @param to the same if no version is created
/// @param etag of the existing resource; null if there is none, or its service sends none
/// @param changes of its document, each `{"pointer", "before", "after"}`
record Plan(Manifest manifest, int from, int to, @Nullable String etag, List<JsonNode> changes) {

    /// @param diff the service's response to `POST .../diff`
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

    /// Whether storing it needs the secrets of a webhook, alert channel, connector, reranker or training plan:
    /// of a new one, of a channel of another kind or at a new address, of a connector with a new source, of a
    /// reranker at a new endpoint, or of a training plan with a new executor.
    boolean needsSecrets() {
        return isNew()
                || (manifest.kind() == Kind.CONNECTOR && changes.stream().anyMatch(change -> isBelow(change, "source")))
                || (manifest.kind() == Kind.RERANKER && changes.stream().anyMatch(change -> isBelow(change, "url")))
                || (manifest.kind() == Kind.ALERT_CHANNEL
                        && changes.stream().anyMatch(change -> isBelow(change, "url") || isBelow(change, "kind")))
                || (manifest.kind() == Kind.TRAINING_PLAN
                        && changes.stream().anyMatch(change -> isBelow(change, "training/executor")));
    }

    boolean changesNothing() {
        return !makesVersion() && changes.isEmpty() && !isNew();
    }

    /// Whether the resource itself changes, not only its versions and aliases.
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
