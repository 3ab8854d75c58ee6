package io.plumbline.kit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/// The changes that a document would make to the current one.
///
/// @param from current version or revision; 0 if there is none
/// @param to next version or revision; the same if nothing changes
/// @param etag entity tag of the current document, for the `If-Match` of a `PUT`; absent if there is no current
///     document, and for documents that are only versioned
public record DocumentDiff(
        int from,
        int to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String etag,
        List<Change> changes) {

    /// Numbers are equal if their values are: 1, 1.0 and 1.00.
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> {
        if (left instanceof NumericNode one && right instanceof NumericNode other && !one.isNaN() && !other.isNaN()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };

    /// @param pointer JSON Pointer (RFC 6901) into the document; a list is one leaf unless it contains objects
    /// @param before null if added
    /// @param after null if removed
    public record Change(
            String pointer,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /// Compares a document whose changes each become a new version.
    public static DocumentDiff of(int from, @Nullable JsonNode before, JsonNode after) {
        return of(from, null, before, after);
    }

    /// Compares a document with an entity tag.
    public static DocumentDiff of(int from, @Nullable String etag, @Nullable JsonNode before, JsonNode after) {
        List<Change> changes = changes(before, after);
        return new DocumentDiff(from, changes.isEmpty() ? from : from + 1, etag, changes);
    }

    /// Returns the differing leaves by pointer, in ascending order. A null member counts as absent. An empty
    /// object is a leaf if the other document has nothing in its place, because its presence may enable
    /// something.
    public static List<Change> changes(@Nullable JsonNode before, JsonNode after) {
        TreeMap<String, JsonNode> left = new TreeMap<>();
        TreeMap<String, JsonNode> right = new TreeMap<>();
        if (before != null) {
            flatten("", before, left);
        }
        flatten("", after, right);
        dropEmpty(left, right);
        dropEmpty(right, left);
        TreeSet<String> pointers = new TreeSet<>(left.keySet());
        pointers.addAll(right.keySet());
        List<Change> changes = new ArrayList<>();
        for (String pointer : pointers) {
            JsonNode was = left.get(pointer);
            JsonNode is = right.get(pointer);
            if (was == null || is == null || !was.equals(BY_VALUE, is)) {
                changes.add(new Change(pointer, was, is));
            }
        }
        return List.copyOf(changes);
    }

    private static void flatten(String pointer, JsonNode value, Map<String, JsonNode> leaves) {
        if (isEmptyObject(value)) {
            leaves.put(pointer, JsonNodeFactory.instance.objectNode());
        } else if (value.isObject()) {
            value.properties()
                    .forEach(member -> flatten(
                            pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            member.getValue(),
                            leaves));
        } else if (isOfObjects(value)) {
            for (int i = 0; i < value.size(); i++) {
                flatten(pointer + "/" + i, value.get(i), leaves);
            }
        } else if (!value.isNull()) {
            leaves.put(pointer, value);
        }
    }

    private static boolean isEmptyObject(JsonNode value) {
        return value.isObject() && value.valueStream().allMatch(JsonNode::isNull);
    }

    /// Drops empty objects whose members exist in the other document, since those members already show the
    /// difference.
    private static void dropEmpty(TreeMap<String, JsonNode> leaves, TreeMap<String, JsonNode> others) {
        leaves.entrySet().removeIf(leaf -> {
            String below = leaf.getKey() + "/";
            String next = leaf.getValue().isObject() ? others.ceilingKey(below) : null;
            return next != null && next.startsWith(below);
        });
    }

    private static boolean isOfObjects(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isObject);
    }
}
