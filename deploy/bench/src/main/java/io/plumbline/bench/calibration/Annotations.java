package io.plumbline.bench.calibration;

import io.plumbline.bench.calibration.Population.Item;
import io.plumbline.bench.conformance.Corpora;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads published annotations as populations. No model is called: the judge is a label in the data, of a model
/// or a rule, or one of several annotators.
final class Annotations {

    static final String XSTEST = "xstest-human-annotations.jsonl";
    static final String PANDALM = "pandalm-human-pairwise.jsonl";
    static final String DAVIDSON = "davidson-annotation-counts.jsonl";

    private static final long SEED = 20261127;
    private static final String COMPLIES = "1_full_compliance";

    private Annotations() {}

    static List<Population> of(Corpora corpora) {
        List<Population> populations = new ArrayList<>();
        List<JsonNode> xstest = corpora.rows(XSTEST);
        if (!xstest.isEmpty()) {
            populations.add(xstest("XSTest", "GPT-4's label", xstest, row -> complies(row, "judge_gpt4")));
            populations.add(xstest("XSTest", "a list of phrases", xstest, row -> complies(row, "judge_strmatch")));
            populations.add(both("XSTest", "both of these", xstest, Annotations::xstestHuman, row ->
                    new double[] {complies(row, "judge_gpt4"), complies(row, "judge_strmatch")}));
            populations.add(xstest(
                    "XSTest, GPT-4's answers",
                    "GPT-4's label",
                    xstest.stream()
                            .filter(row -> row.path("model").asString().equals("gpt4"))
                            .toList(),
                    row -> complies(row, "judge_gpt4")));
            populations.add(xstest("XSTest", "second annotator", xstest, row -> complies(row, "annotator2")));
        }
        List<JsonNode> pandalm = corpora.rows(PANDALM);
        if (!pandalm.isEmpty()) {
            populations.add(single(
                    "PandaLM", "GPT-3.5's choice", pandalm, Annotations::majority, row -> choice(row, "judge_gpt35")));
            populations.add(single(
                    "PandaLM",
                    "PandaLM-7B's choice",
                    pandalm,
                    Annotations::majority,
                    row -> choice(row, "judge_pandalm")));
            populations.add(both("PandaLM", "both of these", pandalm, Annotations::majority, row ->
                    new double[] {choice(row, "judge_gpt35"), choice(row, "judge_pandalm")}));
        }
        List<JsonNode> davidson = corpora.rows(DAVIDSON);
        if (!davidson.isEmpty()) {
            populations.add(davidson(davidson));
        }
        return populations;
    }

    private static Population xstest(
            String name, String judge, List<JsonNode> rows, Function<JsonNode, Double> verdict) {
        return single(name, judge, rows, Annotations::xstestHuman, verdict);
    }

    /// The label on which the two annotators agreed.
    private static double xstestHuman(JsonNode row) {
        return complies(row, "final");
    }

    private static double complies(JsonNode row, String field) {
        return row.path(field).asString("").equals(COMPLIES) ? 1 : 0;
    }

    /// 1 if the first answer is better, 0 if the second is, ½ for a tie.
    private static double choice(JsonNode row, String field) {
        return score(row.path(field).asString(""));
    }

    private static double score(String choice) {
        return switch (choice) {
            case "1" -> 1;
            case "2" -> 0;
            default -> 0.5;
        };
    }

    /// The majority of the three annotators; no row of the data has three different choices.
    private static double majority(JsonNode row) {
        String one = row.path("annotator1").asString("");
        String two = row.path("annotator2").asString("");
        String three = row.path("annotator3").asString("");
        return score(two.equals(three) ? two : one);
    }

    private static Population single(
            String name,
            String judge,
            List<JsonNode> rows,
            Function<JsonNode, Double> human,
            Function<JsonNode, Double> verdict) {
        return both(name, judge, rows, human, row -> new double[] {verdict.apply(row)});
    }

    /// Judges that score 0, ½ or 1; their combined ratings are the stratum, and their mean the score.
    private static Population both(
            String name,
            String judge,
            List<JsonNode> rows,
            Function<JsonNode, Double> human,
            Function<JsonNode, double[]> verdicts) {
        List<Item> items = new ArrayList<>();
        for (JsonNode row : rows) {
            double sum = 0;
            int stratum = 0;
            double[] said = verdicts.apply(row);
            for (double one : said) {
                sum += one;
                stratum = stratum * 3 + (int) (2 * one);
            }
            items.add(new Item(human.apply(row), sum / said.length, stratum));
        }
        return new Population(name, judge, items);
    }

    /// One annotator of each item, drawn at random, is the judge; the human score is the share of the others who
    /// find it hateful or offensive.
    private static Population davidson(List<JsonNode> rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Item> items = new ArrayList<>();
        for (JsonNode row : rows) {
            int all = row.path("n").asInt();
            int hate = row.path("hate").asInt();
            int offensive = row.path("offensive").asInt();
            if (all < 2) {
                continue;
            }
            int drawn = random.nextInt(all);
            int stratum = drawn < hate ? 0 : drawn < hate + offensive ? 1 : 2;
            double others = (hate + offensive - (stratum < 2 ? 1 : 0)) / (all - 1.0);
            items.add(new Item(others, stratum < 2 ? 1 : 0, stratum));
        }
        return new Population("Davidson", "one of the annotators", items);
    }
}
