package io.plumbline.eval.panel.design;

import io.plumbline.eval.panel.document.PanelSource;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.sampling.JudgeSample;
import io.plumbline.eval.sampling.JudgeSample.Drawn;
import io.plumbline.eval.sampling.SampledItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Draws the items of a panel and keeps the probability of each.
final class ItemDraw {

    private ItemDraw() {}

    /// An item that may be drawn.
    ///
    /// @param source place of its answer in the source
    /// @param uncertainty of the judge, 0..1
    record Drawable(
            String recordId, @Nullable String slice, int source, double uncertainty, PanelItem.Content content) {}

    /// Draws by uncertainty a number of items that varies with the seed around the wanted one, and at random exactly
    /// that number.
    static List<PanelItem> of(List<Drawable> all, PanelSource source, long seed) {
        int most = Math.min(all.size(), source.items() == null ? PanelSource.MOST_ITEMS : source.items());
        List<Drawn> drawn = most == all.size()
                ? everything(all.size())
                : source.strata() != null
                        ? byStratum(all, most, seed)
                        : source.byUncertainty() ? byUncertainty(all, most, seed) : atRandom(all.size(), most, seed);
        List<PanelItem> items = new ArrayList<>(drawn.size());
        for (Drawn one : drawn) {
            Drawable item = all.get(one.index());
            items.add(new PanelItem(
                    items.size(),
                    item.recordId(),
                    item.slice(),
                    item.source(),
                    one.probability(),
                    item.content(),
                    null));
        }
        return items;
    }

    private static List<Drawn> everything(int count) {
        List<Drawn> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(new Drawn(i, 1));
        }
        return drawn;
    }

    private static List<Drawn> atRandom(int count, int most, long seed) {
        List<Integer> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, most).stream()
                .sorted()
                .map(index -> new Drawn(index, (double) most / count))
                .toList();
    }

    /// Draws equally many items of each stratum, and more of the others where one has too few.
    private static List<Drawn> byStratum(List<Drawable> all, int most, long seed) {
        Map<String, List<Integer>> strata = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            strata.computeIfAbsent(String.valueOf(all.get(i).slice()), _ -> new ArrayList<>())
                    .add(i);
        }
        Map<String, Integer> shares = new TreeMap<>();
        int left = most;
        while (left > 0) {
            for (Map.Entry<String, List<Integer>> stratum : strata.entrySet()) {
                int share = shares.getOrDefault(stratum.getKey(), 0);
                if (left > 0 && share < stratum.getValue().size()) {
                    shares.put(stratum.getKey(), share + 1);
                    left--;
                }
            }
        }
        Random random = new Random(seed);
        List<Drawn> drawn = new ArrayList<>();
        strata.forEach((stratum, members) -> {
            int share = shares.getOrDefault(stratum, 0);
            List<Integer> order = new ArrayList<>(members);
            Collections.shuffle(order, random);
            order.subList(0, share).forEach(index -> drawn.add(new Drawn(index, (double) share / members.size())));
        });
        drawn.sort(Comparator.comparingInt(Drawn::index));
        return drawn;
    }

    private static List<Drawn> byUncertainty(List<Drawable> all, int most, long seed) {
        List<SampledItem> items = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            items.add(new SampledItem(String.valueOf(i), null, all.get(i).uncertainty(), false));
        }
        return JudgeSample.draw(items, (double) most / all.size(), seed);
    }
}
