package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a benchmark from its published files.
public final class BenchmarkReader {

    private static final int MOST_FILES = 256;
    private static final int MOST_ITEMS = 50_000;
    private static final int MOST_ID = 200;
    private static final int MOST_GROUPS = 1_000;

    private BenchmarkReader() {}

    /// Returns the items of files, with the examples. Files are read in the order of their names.
    ///
    /// @throws MalformedBenchmarkException for the first row that is not in the format of the benchmark
    public static List<BenchmarkItem> read(BenchmarkKind kind, List<BenchmarkFile> files) {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new MalformedBenchmarkException("the benchmark", 1, "needs 1 to " + MOST_FILES + " files");
        }
        List<BenchmarkFile> ordered =
                files.stream().sorted(Comparator.comparing(BenchmarkFile::name)).toList();
        List<BenchmarkItem> items = switch (kind) {
            case MMLU -> ChoiceFiles.mmlu(ordered);
            case HELLASWAG -> ChoiceFiles.hellaSwag(ordered);
            case TRUTHFULQA -> TruthFiles.read(ordered);
            case BIG_BENCH_HARD -> TextFiles.bigBenchHard(ordered);
            case GSM8K -> TextFiles.gsm8k(ordered);
            case XSTEST -> TextFiles.xstest(ordered);
            case IFEVAL -> ProgramFiles.ifEval(ordered);
            case BFCL -> ProgramFiles.functionCalls(ordered);
            case HUMANEVAL -> ProgramFiles.humanEval(ordered);
        };
        return checked(ordered, items);
    }

    private static List<BenchmarkItem> checked(List<BenchmarkFile> files, List<BenchmarkItem> items) {
        String first = files.getFirst().name();
        if (items.stream().allMatch(BenchmarkItem::example)) {
            throw new MalformedBenchmarkException(first, 1, "(and the other files) have no item to test");
        }
        if (items.size() > MOST_ITEMS) {
            throw new MalformedBenchmarkException(
                    first, 1, "(and the other files) have more than " + MOST_ITEMS + " items");
        }
        Set<String> groups = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (BenchmarkItem item : items) {
            if (item.id().length() > MOST_ID) {
                throw new MalformedBenchmarkException(first, 1, "(or another file) has an id that is too long");
            }
            if (item.group().length() > MOST_ID || (groups.add(item.group()) && groups.size() > MOST_GROUPS)) {
                throw new MalformedBenchmarkException(
                        first,
                        1,
                        "(and the other files) have more than " + MOST_GROUPS + " groups, or one with more than "
                                + MOST_ID + " characters");
            }
            if (!seen.add(item.id())) {
                throw new MalformedBenchmarkException(
                        first, 1, "(or another file) has two items with the id " + item.id());
            }
        }
        return List.copyOf(items);
    }

    /// Returns the rows of files, in their order.
    static List<Row> rows(List<BenchmarkFile> files, List<String> columns, Predicate<BenchmarkFile> wanted) {
        List<Row> rows = new ArrayList<>();
        files.stream().filter(wanted).forEach(file -> rows.addAll(RowReader.read(file, columns)));
        return rows;
    }
}
