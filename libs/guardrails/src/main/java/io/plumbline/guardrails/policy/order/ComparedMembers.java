package io.plumbline.guardrails.policy.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The members of a policy's document that [PolicyOrder] compares. Any difference in a member that is missing
/// here counts as looser.
final class ComparedMembers {

    private static final String ANY = "*";
    private static final String REST = "**";

    private static final List<String> OF_MEASURE =
            List.of("action", "threshold", "operator", "operator/*", "escalate/*/from", "escalate/*/action");

    /// The leaves of a document that are compared below: `*` stands for a name or an index, `**` for any rest of
    /// a path.
    private static final List<List<String>> KNOWN = known();

    private ComparedMembers() {}

    private static List<List<String>> known() {
        List<String> known = new ArrayList<>(List.of(
                "onFailure",
                "timeoutMs",
                "evidenceGraceSeconds",
                "onOverload",
                "spotlight",
                "placeholders",
                "egress/routingMembers",
                "egress/allowedHosts/*",
                "detectors/*",
                "stages/*/onFailure",
                "stages/*/timeoutMs",
                "tools/default",
                "tools/destructive"));
        OF_MEASURE.forEach(leaf -> known.add("stages/*/*/" + leaf));
        OF_MEASURE.forEach(leaf -> known.add("stages/*/*/entityRules/*/" + leaf));
        add(known, "stages/*/*/", "entities/* enabled languages/* onFailure timeoutMs message canary");
        add(known, "stages/*/*/exceptions/*/", "roles/* routes/* action");
        add(known, "tools/rules/*/", "name action schema/** untaintedOnly");
        add(known, "tools/rules/*/limit/", "argument perCall perConversation");
        add(known, "tools/rules/*/arguments/*/", "allowed/* denied/* required");
        add(known, "allowList/*/", "value pattern entities/* anyCase");
        add(known, "denyList/*/", "value entity category score");
        add(known, "customRecognizers/*/", "name entity category languages/* patterns/*/regex patterns/*/score");
        add(known, "customRecognizers/*/", "checksum context/*");
        return known.stream().map(leaf -> List.of(leaf.split("/", -1))).toList();
    }

    private static void add(List<String> known, String prefix, String leaves) {
        for (String leaf : leaves.split(" ", -1)) {
            known.add(prefix + leaf);
        }
    }

    private static boolean isKnown(String pointer) {
        List<String> names = List.of(pointer.substring(1).split("/", -1));
        return KNOWN.stream().anyMatch(leaf -> fits(leaf, names));
    }

    private static boolean fits(List<String> leaf, List<String> names) {
        boolean open = leaf.getLast().equals(REST);
        int length = open ? leaf.size() - 1 : leaf.size();
        if (open ? names.size() <= length : names.size() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!leaf.get(i).equals(ANY) && !leaf.get(i).equals(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// The differences of two documents in members that [PolicyOrder] does not compare itself.
    static Set<String> others(Map<String, ?> was, Map<String, ?> is) {
        Map<String, Object> left = new TreeMap<>();
        Map<String, Object> right = new TreeMap<>();
        leaves("", was, left);
        leaves("", is, right);
        Set<String> pointers = new TreeSet<>(left.keySet());
        pointers.addAll(right.keySet());
        pointers.removeIf(pointer -> Objects.equals(left.get(pointer), right.get(pointer)) || isKnown(pointer));
        return pointers;
    }

    private static void leaves(String pointer, @Nullable Object value, Map<String, Object> leaves) {
        switch (value) {
            case null -> {
                // as if it were not there
            }
            case Map<?, ?> map ->
                map.forEach((name, member) -> leaves(at(pointer, String.valueOf(name)), member, leaves));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    leaves(pointer + "/" + i, list.get(i), leaves);
                }
            }
            default -> leaves.put(pointer, value);
        }
    }

    /// The pointer to a member.
    static String at(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
