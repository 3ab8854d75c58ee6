package io.plumbline.governance.policy;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares two JSON documents leaf by leaf. A list is one leaf because the order of a policy's lists has no
/// meaning of its own.
final class LeafDiff {

    private LeafDiff() {}

    /// Returns the differing leaves by pointer, in ascending order.
    static List<Change> between(Map<String, ?> before, Map<String, ?> after) {
        Map<String, Object> left = new TreeMap<>();
        Map<String, Object> right = new TreeMap<>();
        flatten("", before, left);
        flatten("", after, right);
        TreeSet<String> pointers = new TreeSet<>(left.keySet());
        pointers.addAll(right.keySet());
        List<Change> changes = new ArrayList<>();
        for (String pointer : pointers) {
            Object was = left.get(pointer);
            Object is = right.get(pointer);
            if (!Objects.equals(was, is)) {
                changes.add(new Change(pointer, was, is));
            }
        }
        return List.copyOf(changes);
    }

    private static void flatten(String pointer, @Nullable Object value, Map<String, Object> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> flatten(
                    pointer + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1"), member, leaves));
        } else if (value instanceof Number number) {
            leaves.put(pointer, plain(number));
        } else if (value != null) {
            leaves.put(pointer, value);
        }
    }

    /// Treats 2000 and 2000.0 as equal, and writes them without a fraction.
    private static Number plain(Number number) {
        if (number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        return number.doubleValue();
    }
}
