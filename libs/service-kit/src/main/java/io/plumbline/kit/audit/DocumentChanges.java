package io.plumbline.kit.audit;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.kit.web.DocumentDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Describes a changed document in an event: the digests before and after, and the leaves that differ. Long
/// values are replaced by their digests, and at most 60 differences are listed, so the event stays within its
/// size limit.
public final class DocumentChanges {

    private static final int MAX_CHANGES = 60;
    private static final int MAX_TEXT = 100;

    private DocumentChanges() {}

    /// Adds `digestBefore`, `digestAfter` and `changes` to an entry.
    ///
    /// @param before null for a new document
    /// @param after null for a removed document
    /// @throws IllegalArgumentException if a document has no canonical form
    public static AuditEntry tell(AuditEntry entry, @Nullable JsonNode before, @Nullable JsonNode after) {
        List<DocumentDiff.Change> changes =
                DocumentDiff.changes(before, after == null ? JsonNodeFactory.instance.objectNode() : after);
        AuditEntry told = entry.withIfPresent("digestBefore", before == null ? null : digest(before))
                .withIfPresent("digestAfter", after == null ? null : digest(after))
                .with(
                        "changes",
                        changes.stream()
                                .limit(MAX_CHANGES)
                                .map(DocumentChanges::described)
                                .toList());
        return changes.size() > MAX_CHANGES ? told.with("changesOmitted", changes.size() - MAX_CHANGES) : told;
    }

    /// `sha256:` and 64 hexadecimal digits of the canonical form.
    public static String digest(JsonNode document) {
        return ServedConfiguration.digestOf(JsonMapper.shared().convertValue(document, Object.class));
    }

    private static Map<String, Object> described(DocumentDiff.Change change) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("pointer", change.pointer());
        if (change.before() != null) {
            told.put("before", shortened(change.before()));
        }
        if (change.after() != null) {
            told.put("after", shortened(change.after()));
        }
        return told;
    }

    private static String shortened(JsonNode value) {
        String text = value.isString() ? value.asString() : value.toString();
        return text.length() <= MAX_TEXT ? text : digest(value);
    }
}
