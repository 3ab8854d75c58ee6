package io.plumbline.eval.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a document would change of the one that is there.
///
/// @param from its version or revision; 0 where none is there
/// @param to the same where nothing changes
public record DocumentDiff(int from, int to, List<Change> changes) {

    /// @param pointer JSON Pointer (RFC 6901) into the document; a list is one leaf
    /// @param before null when it was not there
    /// @param after null when it is there no more
    public record Change(
            String pointer,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    public static DocumentDiff of(int from, @Nullable JsonNode before, JsonNode after) {
        Map<String, JsonNode> left = new TreeMap<>();
        Map<String, JsonNode> right = new TreeMap<>();
        if (before != null) {
            flatten("", before, left);
        }
        flatten("", after, right);
        TreeSet<String> pointers = new TreeSet<>(left.keySet());
        pointers.addAll(right.keySet());
        List<Change> changes = new ArrayList<>();
        for (String pointer : pointers) {
            if (!Objects.equals(left.get(pointer), right.get(pointer))) {
                changes.add(new Change(pointer, left.get(pointer), right.get(pointer)));
            }
        }
        return new DocumentDiff(from, changes.isEmpty() ? from : from + 1, List.copyOf(changes));
    }

    private static void flatten(String pointer, JsonNode value, Map<String, JsonNode> leaves) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> flatten(
                            pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            member.getValue(),
                            leaves));
        } else {
            leaves.put(pointer, value);
        }
    }
}
