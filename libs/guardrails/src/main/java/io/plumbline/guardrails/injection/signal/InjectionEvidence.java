package io.plumbline.guardrails.injection.signal;

import io.plumbline.guardrails.injection.signal.Signal.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// The weighted sum of the signals in a text.
///
/// Signals count together if they lie within [#WINDOW] words; the length of a document therefore does not count
/// against it. Each signal counts once. Within a family the strongest counts in full and each other a quarter,
/// because they tend to match the same phrase. Families are independent evidence: `1 - Π(1 - weight)`.
public final class InjectionEvidence {

    private static final int WINDOW = 300;
    private static final double REPEATED = 0.25;
    private static final double SURE = 0.99;

    /// More signals in one window add only time.
    private static final int MAX_TOGETHER = 64;

    /// Created on first use.
    private List<Hit> hits = List.of();

    /// A signal at a position.
    ///
    /// @param key identifies the signal
    /// @param word the number of the word at its end
    record Hit(int key, Signal signal, int word, int start, int end) {}

    /// The heaviest window.
    public record Verdict(double score, int start, int end, Map<Family, Double> families) {

        static final Verdict NOTHING = new Verdict(0, 0, 0, Map.of());

        /// The number of families with at least this weight.
        public int familiesFrom(double weight) {
            if (families.isEmpty()) {
                return 0;
            }
            int count = 0;
            for (double each : families.values()) {
                count += each >= weight ? 1 : 0;
            }
            return count;
        }

        /// This verdict, or an empty one if no family reaches the weight.
        public Verdict from(double least) {
            return familiesFrom(least) == 0 ? NOTHING : this;
        }

        /// The family with the most weight.
        public Family strongest() {
            return families.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElseThrow();
        }

        public String explanation() {
            StringJoiner explanation = new StringJoiner(", ");
            families.forEach((family, weight) ->
                    explanation.add(family.name().toLowerCase(Locale.ROOT) + " " + Math.round(weight * 100) / 100.0));
            return explanation.toString();
        }
    }

    void add(Hit hit) {
        if (hits.isEmpty()) {
            hits = new ArrayList<>();
        }
        hits.add(hit);
    }

    /// Removes all signals.
    void clear() {
        hits = List.of();
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    /// Finds the window with the most weight; stops at the first that is certain.
    Verdict weigh() {
        Verdict heaviest = Verdict.NOTHING;
        int from = 0;
        for (int to = 1; to <= hits.size() && heaviest.score < SURE; to++) {
            while (hits.get(to - 1).word - hits.get(from).word > WINDOW) {
                from++;
            }
            boolean windowGrows = to < hits.size() && hits.get(to).word - hits.get(from).word <= WINDOW;
            if (!windowGrows || to - from >= MAX_TOGETHER) {
                Verdict verdict = weigh(hits.subList(Math.max(from, to - MAX_TOGETHER), to));
                if (verdict.score > heaviest.score) {
                    heaviest = verdict;
                }
            }
        }
        return heaviest;
    }

    private static Verdict weigh(List<Hit> window) {
        Map<Integer, Hit> distinct = new LinkedHashMap<>();
        for (Hit hit : window) {
            distinct.putIfAbsent(hit.key, hit);
        }
        EnumMap<Family, Double> strongest = new EnumMap<>(Family.class);
        int start = Integer.MAX_VALUE;
        int end = 0;
        for (Hit hit : distinct.values()) {
            strongest.merge(hit.signal.family(), hit.signal.weight(), Math::max);
            start = Math.min(start, hit.start);
            end = Math.max(end, hit.end);
        }
        EnumMap<Family, Double> families = new EnumMap<>(strongest);
        EnumMap<Family, Boolean> counted = new EnumMap<>(Family.class);
        for (Hit hit : distinct.values()) {
            Family family = hit.signal.family();
            double weight = hit.signal.weight();
            boolean isStrongest = weight == strongest.getOrDefault(family, 0.0) && counted.put(family, true) == null;
            if (!isStrongest) {
                families.computeIfPresent(family, (f, sum) -> sum + REPEATED * weight * (1 - sum));
            }
        }
        double unsaid = 1;
        for (double weight : families.values()) {
            unsaid *= 1 - weight;
        }
        return new Verdict(1 - unsaid, start, end, families);
    }
}
