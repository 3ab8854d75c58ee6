package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.ledger.RunRequest.RunSettings;
import io.plumbline.eval.benchmark.ledger.RunUnit;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The calls of a run. Equal requests on equal data give equal plans, so an interrupted run resumes with what is
/// missing.
final class RunPlan {

    private final BenchmarkKind kind;
    private final RunSettings settings;
    private final List<BenchmarkItem> items;
    private final Map<String, List<BenchmarkItem>> examples;
    private final List<RunUnit> units = new ArrayList<>();

    /// @param items all items of the version, in their order
    RunPlan(BenchmarkKind kind, RunRequest request, List<BenchmarkItem> items) {
        this.kind = kind;
        this.settings = request.settingsOrDefault();
        this.items = items;
        this.examples =
                items.stream().filter(BenchmarkItem::example).collect(Collectors.groupingBy(BenchmarkItem::group));
        List<Integer> drawn = drawn(settings.items());
        for (int item : drawn) {
            for (int sample = 0; sample < settings.samplesOrDefault(); sample++) {
                add(item, Purpose.ITEM, sample);
            }
        }
        if (request.contamination() != null) {
            probe(drawn.stream().limit(request.contamination().items()).toList());
        }
    }

    private void add(int item, Purpose purpose, int sample) {
        units.add(new RunUnit(units.size(), item, purpose, sample));
    }

    private void probe(List<Integer> drawn) {
        for (int item : drawn) {
            if (CutItem.of(items.get(item)).isPresent()) {
                add(item, Purpose.COMPLETION, 0);
            }
            if (kind.isChoice() && !isAllTrue(items.get(item))) {
                add(item, Purpose.REORDERED, 0);
            }
        }
    }

    private static boolean isAllTrue(BenchmarkItem item) {
        return "mc2".equals(item.extraText("form"));
    }

    /// Draws from each group in turn, so that a sample covers all of them.
    private List<Integer> drawn(@Nullable Integer most) {
        Random random = new Random(settings.seedOrDefault());
        Map<String, List<Integer>> groups = new TreeMap<>();
        IntStream.range(0, items.size())
                .filter(i -> !items.get(i).example())
                .forEach(i -> groups.computeIfAbsent(items.get(i).group(), _ -> new ArrayList<>())
                        .add(i));
        List<Deque<Integer>> open = new ArrayList<>();
        groups.values().forEach(group -> {
            Collections.shuffle(group, random);
            open.add(new ArrayDeque<>(group));
        });
        int wanted = most == null ? items.size() : most;
        List<Integer> drawn = new ArrayList<>();
        while (drawn.size() < wanted && !open.isEmpty()) {
            for (Deque<Integer> group : open) {
                if (drawn.size() < wanted) {
                    drawn.add(group.removeFirst());
                }
            }
            open.removeIf(Deque::isEmpty);
        }
        return drawn;
    }

    List<RunUnit> units() {
        return units;
    }

    /// Returns the item as it is asked: TruthfulQA's files have the true choice first, so its choices are shuffled.
    BenchmarkItem item(RunUnit unit) {
        BenchmarkItem item = items.get(unit.item());
        if (!kind.isChoice()) {
            return item;
        }
        List<Integer> order =
                IntStream.range(0, item.choices().size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        if (kind == BenchmarkKind.TRUTHFULQA) {
            Collections.shuffle(order, new Random(settings.seedOrDefault() * 31 + unit.item()));
        }
        if (unit.purpose() == Purpose.REORDERED) {
            Collections.rotate(order, 1);
        }
        return item.reordered(order);
    }

    /// Returns the examples before an item: the first of its group. A published prompt of BIG-bench Hard is one text
    /// with three examples.
    List<BenchmarkItem> examples(BenchmarkItem item) {
        int shots = settings.shotsOr(kind);
        List<BenchmarkItem> known = examples.getOrDefault(item.group(), List.of());
        int most = kind == BenchmarkKind.BIG_BENCH_HARD ? Math.min(1, shots) : shots;
        return known.subList(0, Math.min(most, known.size()));
    }

    /// Returns the largest number of examples before an item.
    int shots() {
        int most = items.stream()
                .filter(item -> !item.example())
                .mapToInt(item -> examples(item).size())
                .max()
                .orElse(0);
        return kind == BenchmarkKind.BIG_BENCH_HARD ? most * kind.defaultShots() : most;
    }
}
