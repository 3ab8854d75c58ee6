package io.plumbline.guardrails.policy.order;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Compares two lists of cases in which the first match applies: finds which case of one list can apply together
/// with which case of the other.
final class FirstMatch {

    private FirstMatch() {}

    /// A case of each list; null if none matches.
    record Pair<T>(@Nullable T before, @Nullable T after) {}

    /// Every pair that may apply to the same call, and perhaps some that cannot.
    ///
    /// @param covers whether the first certainly matches wherever the second does
    /// @param meets whether both may match the same call; true if uncertain
    static <T> List<Pair<T>> pairs(List<T> before, List<T> after, BiPredicate<T, T> covers, BiPredicate<T, T> meets) {
        List<Pair<T>> pairs = new ArrayList<>();
        pairs.add(new Pair<>(null, null));
        for (int j = 0; j <= after.size(); j++) {
            T is = j < after.size() ? after.get(j) : null;
            List<T> earlierAfter = after.subList(0, j);
            boolean surelyMet = false;
            for (int i = 0; i < before.size() && !surelyMet; i++) {
                T was = before.get(i);
                if ((is == null || meets.test(was, is))
                        && earlierAfter.stream().noneMatch(each -> covers.test(each, was))) {
                    pairs.add(new Pair<>(was, is));
                }
                surelyMet = is != null && covers.test(was, is);
            }
            if (is != null && !surelyMet) {
                pairs.add(new Pair<>(null, is));
            }
        }
        return pairs;
    }
}
