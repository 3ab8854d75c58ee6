package io.plumbline.eval.harm.item;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Chooses the items of a measurement: of each group the same number, drawn by seed.
///
/// @param kind of counterfactual items, whole clusters are drawn: they are compared with each other
/// @param groups the chosen groups; null for all
/// @param each largest number of items or clusters of each group
public record HarmPlan(HarmKind kind, @Nullable Set<String> groups, int each, long seed) {

    /// Largest number of items of all groups.
    public static final int MOST_ITEMS = 20_000;

    /// Returns the chosen items in their order.
    public List<HarmItem> choose(Collection<HarmItem> items) {
        Map<String, List<HarmItem>> byGroup = items.stream()
                .filter(item -> groups == null || groups.contains(item.group()))
                .collect(Collectors.groupingBy(HarmItem::group, TreeMap::new, Collectors.toList()));
        List<HarmItem> chosen = new ArrayList<>();
        byGroup.forEach((group, members) -> {
            Random random = new Random(seed ^ group.hashCode());
            chosen.addAll(kind == HarmKind.COUNTERFACTUAL ? clusters(members, random) : items(members, random));
        });
        return chosen;
    }

    private List<HarmItem> clusters(List<HarmItem> members, Random random) {
        List<String> drawn = new ArrayList<>(
                new LinkedHashSet<>(members.stream().map(HarmItem::cluster).toList()));
        Collections.shuffle(drawn, random);
        Set<String> kept = new HashSet<>(drawn.subList(0, Math.min(each, drawn.size())));
        return members.stream().filter(item -> kept.contains(item.cluster())).toList();
    }

    private List<HarmItem> items(List<HarmItem> members, Random random) {
        List<HarmItem> drawn = new ArrayList<>(members);
        Collections.shuffle(drawn, random);
        return drawn.subList(0, Math.min(each, drawn.size()));
    }
}
