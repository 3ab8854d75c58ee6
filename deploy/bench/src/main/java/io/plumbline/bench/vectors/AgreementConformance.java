package io.plumbline.bench.vectors;

import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.panel.agreement.PairAgreement;
import io.plumbline.eval.panel.agreement.PanelAgreement;
import io.plumbline.eval.panel.agreement.RatingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the agreement of panels with published examples, and with the results of scikit-learn 1.4.2, statsmodels
/// 0.14.4 and NLTK 3.9.1 on published annotations, in `agreement-vectors.json`.
public final class AgreementConformance {

    public static final String FILE = "agreement-vectors.json";

    private static final String XSTEST = "xstest-human-annotations.jsonl";
    private static final String PANDALM = "pandalm-human-pairwise.jsonl";
    private static final String DAVIDSON = "davidson-annotation-counts.jsonl";
    private static final String PUBLISHED = "the published example";
    private static final String SKLEARN = "scikit-learn 1.4.2";
    private static final String STATSMODELS = "statsmodels 0.14.4";
    private static final String NLTK = "NLTK 3.9.1";
    private static final double TOLERANCE = 1e-6;
    private static final int NONE = RatingTable.MISSING;

    private final Map<String, ConformanceReport.Line> lines = new LinkedHashMap<>();
    private final List<String> notCompared = new ArrayList<>();
    private final Path folder;
    private final JsonNode vectors;

    private AgreementConformance(Path folder, JsonNode vectors) {
        this.folder = folder;
        this.vectors = vectors;
    }

    /// @throws UncheckedIOException if the file cannot be read
    public static ConformanceReport check(Path folder) {
        try {
            AgreementConformance conformance = new AgreementConformance(
                    folder, JsonMapper.shared().readTree(Files.readString(folder.resolve(FILE))));
            conformance.checkExamples();
            conformance.checkXstest();
            conformance.checkPandalm();
            conformance.checkDavidson();
            return new ConformanceReport(List.copyOf(conformance.lines.values()), conformance.notCompared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkExamples() {
        JsonNode observers = vectors.path("krippendorff_2011").path("ratings");
        int[][] units = new int[observers.path(0).size()][observers.size()];
        for (int unit = 0; unit < units.length; unit++) {
            for (int observer = 0; observer < units[unit].length; observer++) {
                JsonNode value = observers.path(observer).path(unit);
                units[unit][observer] = value.isNull() ? NONE : value.asInt() - 1;
            }
        }
        PanelAgreement example = of(units, 5);
        JsonNode alpha = vectors.path("krippendorff_2011").path("alpha");
        compare("alpha, nominal", PUBLISHED, "2011", alpha.path("nominal"), example.alphaNominal());
        compare("alpha, ordinal", PUBLISHED, "2011", alpha.path("ordinal"), example.alphaOrdinal());
        compare("alpha, interval", PUBLISHED, "2011", alpha.path("interval"), example.alphaInterval());
        JsonNode fleiss = vectors.path("fleiss_textbook");
        PanelAgreement textbook = of(ofCounts(fleiss.path("counts")), 5);
        compare("Fleiss", PUBLISHED, "textbook", fleiss.path("kappa"), textbook.fleiss());
        compare("AC1", STATSMODELS, "textbook", fleiss.path("gwet_ac1"), textbook.ac1());
        for (String name : List.of("cohen_textbook", "kappa_paradox")) {
            JsonNode test = vectors.path(name);
            PanelAgreement pair = of(ofTable(test.path("table")), 2);
            compare(
                    "Cohen",
                    PUBLISHED,
                    name,
                    test.path("kappa"),
                    pair.pairs().getFirst().kappa());
            if (test.has("gwet_ac1")) {
                compare("AC1", PUBLISHED, name, test.path("gwet_ac1"), pair.ac1());
            }
        }
    }

    private static int[][] ofCounts(JsonNode counts) {
        int[][] units = new int[counts.size()][];
        for (int unit = 0; unit < units.length; unit++) {
            List<Integer> ratings = new ArrayList<>();
            for (int category = 0; category < counts.path(unit).size(); category++) {
                for (int i = 0; i < counts.path(unit).path(category).asInt(); i++) {
                    ratings.add(category);
                }
            }
            units[unit] = ratings.stream().mapToInt(Integer::intValue).toArray();
        }
        return units;
    }

    private static int[][] ofTable(JsonNode table) {
        List<int[]> units = new ArrayList<>();
        for (int one = 0; one < table.size(); one++) {
            for (int other = 0; other < table.size(); other++) {
                for (int i = 0; i < table.path(one).path(other).asInt(); i++) {
                    units.add(new int[] {one, other});
                }
            }
        }
        return units.toArray(int[][]::new);
    }

    private void checkXstest() {
        List<JsonNode> rows = rows(XSTEST);
        if (rows.isEmpty()) {
            return;
        }
        vectors.path("xstest").propertyStream().forEach(model -> {
            Predicate<JsonNode> wanted = model.getKey().equals("ALL")
                    ? _ -> true
                    : row -> row.path("model").asString("").equals(model.getKey());
            int[][] units = rows.stream()
                    .filter(wanted)
                    .map(row -> new int[] {level(row, "annotator1"), level(row, "annotator2")})
                    .toArray(int[][]::new);
            JsonNode expected = model.getValue();
            String id = "XSTest, " + model.getKey();
            if (!isWhole(id, units.length, expected)) {
                return;
            }
            PanelAgreement agreement = of(units, 3);
            PairAgreement pair = agreement.pairs().getFirst();
            compare("raw", SKLEARN, id, expected.path("human_agreement"), agreement.raw());
            compare("Cohen", SKLEARN, id, expected.path("human_kappa"), pair.kappa());
            compare("Cohen, linear", SKLEARN, id, expected.path("human_kappa_linear"), pair.linear());
            compare("Cohen, quadratic", SKLEARN, id, expected.path("human_kappa_quadratic"), pair.quadratic());
            compare("alpha, nominal", NLTK, id, expected.path("human_alpha_nominal"), agreement.alphaNominal());
            compare("alpha, ordinal", NLTK, id, expected.path("human_alpha_ordinal"), agreement.alphaOrdinal());
        });
    }

    /// Returns the number with which a label starts, from 0.
    private static int level(JsonNode row, String field) {
        return row.path(field).asString("0").charAt(0) - '1';
    }

    private void checkPandalm() {
        List<JsonNode> rows = rows(PANDALM);
        if (rows.isEmpty()) {
            return;
        }
        int[][] units = rows.stream()
                .map(row -> new int[] {
                    row.path("annotator1").asInt(),
                    row.path("annotator2").asInt(),
                    row.path("annotator3").asInt()
                })
                .toArray(int[][]::new);
        JsonNode expected = vectors.path("pandalm");
        if (!isWhole("PandaLM", units.length, expected)) {
            return;
        }
        PanelAgreement agreement = of(units, 3);
        compare("Fleiss", STATSMODELS, "PandaLM", expected.path("fleiss"), agreement.fleiss());
        compare("alpha, nominal", NLTK, "PandaLM", expected.path("alpha_nominal"), agreement.alphaNominal());
        compare("AC1", STATSMODELS, "PandaLM", expected.path("gwet_ac1"), agreement.ac1());
        for (PairAgreement pair : agreement.pairs()) {
            String names = (pair.first() + 1) + "-" + (pair.second() + 1);
            compare(
                    "Cohen",
                    SKLEARN,
                    "PandaLM " + names,
                    expected.path("pairwise_cohen").path(names),
                    pair.kappa());
        }
    }

    private void checkDavidson() {
        List<JsonNode> rows = rows(DAVIDSON);
        if (rows.isEmpty()) {
            return;
        }
        int raters = rows.stream().mapToInt(row -> row.path("n").asInt()).max().orElse(0);
        int[][] all = rows.stream().map(row -> davidson(row, raters)).toArray(int[][]::new);
        int[][] three = rows.stream()
                .filter(row -> row.path("n").asInt() == 3)
                .map(row -> davidson(row, 3))
                .toArray(int[][]::new);
        JsonNode expected = vectors.path("davidson");
        if (!isWhole("Davidson", all.length, expected)) {
            return;
        }
        compare(
                "alpha, nominal",
                NLTK,
                "Davidson",
                expected.path("alpha_nominal"),
                of(all, 3).alphaNominal());
        PanelAgreement equal = of(three, 3);
        compare("Fleiss", STATSMODELS, "Davidson", expected.path("fleiss_n3"), equal.fleiss());
        compare("AC1", STATSMODELS, "Davidson", expected.path("gwet_ac1_n3"), equal.ac1());
    }

    private static int[] davidson(JsonNode row, int raters) {
        int[] unit = new int[raters];
        Arrays.fill(unit, NONE);
        int at = 0;
        List<String> categories = List.of("hate", "offensive", "neither");
        for (int category = 0; category < categories.size(); category++) {
            for (int i = 0; i < row.path(categories.get(category)).asInt(); i++) {
                unit[at++] = category;
            }
        }
        return unit;
    }

    private static PanelAgreement of(int[][] units, int categories) {
        double[] values = new double[categories];
        Arrays.setAll(values, i -> i);
        return PanelAgreement.of(RatingTable.of(units, values), 1);
    }

    /// Whether the folder has all rows that the expected numbers are of. Notes otherwise.
    private boolean isWhole(String id, int rows, JsonNode expected) {
        if (rows == expected.path("n").asInt()) {
            return true;
        }
        notCompared.add(id + ": the folder has " + rows + " of " + expected.path("n") + " rows");
        return false;
    }

    /// Returns the rows of a file of the folder; none without it.
    private List<JsonNode> rows(String file) {
        if (!Files.isRegularFile(folder.resolve(file))) {
            return List.of();
        }
        try (Stream<String> read = Files.lines(folder.resolve(file))) {
            return read.filter(line -> !line.isBlank())
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String measure, String against, String id, JsonNode expected, @Nullable Measured actual) {
        double difference =
                actual == null ? Double.POSITIVE_INFINITY : Math.abs(actual.value() - expected.asDouble(Double.NaN));
        double known = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        String key = measure + " " + against;
        ConformanceReport.Line before = lines.getOrDefault(
                key, new ConformanceReport.Line(measure, against, 0, Double.NEGATIVE_INFINITY, TOLERANCE, id));
        boolean worse = known > before.largestDifference();
        lines.put(
                key,
                new ConformanceReport.Line(
                        measure,
                        against,
                        before.cases() + 1,
                        worse ? known : before.largestDifference(),
                        TOLERANCE,
                        worse ? id : before.worstCase()));
    }
}
