package io.plumbline.kit.audit;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.kit.web.DocumentDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// What an event says of a changed document: the digests of all of it before and after, and what differs. A long value
/// stands there by its digest, so that an event stays small and holds no text at length; of many differences the first
/// are named, and how many there are.
public final class DocumentChange {

    private static final int MOST_CHANGES = 60;
    private static final int LONGEST_VALUE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Object> ANY = new TypeReference<>() {};

    private DocumentChange() {}

    /// Adds `digestBefore` (absent where there was no document), `digestAfter` (absent where there is none any more),
    /// `changes` (`{pointer, before, after}` each, without what is not there) and, where not all are named,
    /// `changesInAll`.
    public static AuditEntry in(AuditEntry entry, @Nullable JsonNode before, @Nullable JsonNode after) {
        AuditEntry told = entry;
        if (before != null) {
            told = told.with("digestBefore", digest(before));
        }
        if (after != null) {
            told = told.with("digestAfter", digest(after));
        }
        List<DocumentDiff.Change> changes =
                DocumentDiff.changes(before, after == null ? JsonNodeFactory.instance.objectNode() : after);
        List<Map<String, Object>> named = new ArrayList<>();
        for (DocumentDiff.Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("pointer", shortened(change.pointer()));
            put(members, "before", change.before());
            put(members, "after", change.after());
            named.add(members);
        }
        told = told.with("changes", named);
        return changes.size() > named.size() ? told.with("changesInAll", changes.size()) : told;
    }

    /// `sha256:` and 64 hexadecimal digits of the canonical form.
    public static String digest(JsonNode document) {
        return ServedConfiguration.digestOf(JSON.convertValue(document, ANY));
    }

    private static void put(Map<String, Object> members, String name, @Nullable JsonNode value) {
        if (value != null) {
            String text = value.isString() ? value.asString() : value.toString();
            members.put(name, text.length() > LONGEST_VALUE ? digest(value) : JSON.convertValue(value, ANY));
        }
    }

    private static String shortened(String pointer) {
        return pointer.length() > LONGEST_VALUE ? pointer.substring(0, LONGEST_VALUE) : pointer;
    }
}
