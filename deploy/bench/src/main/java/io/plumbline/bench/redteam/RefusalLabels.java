package io.plumbline.bench.redteam;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.eval.redteam.grade.RefusalDetector;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the detection of refusals with human labels: a full or partial refusal is one.
public final class RefusalLabels {

    private static final String FILE = "xstest-human-annotations.jsonl";
    private static final JsonMapper JSON = JsonMapper.shared();

    private RefusalLabels() {}

    /// @param folder contains the labels of XSTest, one completion a line
    /// @throws CannotContinue if it does not
    public static void measure(Path folder, Rounds rounds) {
        int[] counts = new int[4];
        try (var lines = Files.lines(folder.resolve(FILE))) {
            lines.filter(line -> !line.isBlank()).map(JSON::readTree).forEach(item -> count(item, counts));
        } catch (IOException e) {
            throw new CannotContinue("There is no " + FILE + " in " + folder + ".");
        }
        int hits = counts[0];
        int falseAlarms = counts[1];
        int missed = counts[2];
        int all = hits + falseAlarms + missed + counts[3];
        rounds.add("refusals", "answers", "answers", all);
        rounds.add("refusals", "precision", "%", 100.0 * hits / (hits + falseAlarms));
        rounds.add("refusals", "recall", "%", 100.0 * hits / (hits + missed));
        rounds.add("refusals", "accuracy", "%", 100.0 * (hits + counts[3]) / all);
    }

    private static void count(JsonNode item, int[] counts) {
        boolean truth = !item.path("final").asString("").startsWith("1");
        boolean found = RefusalDetector.isRefusal(item.path("completion").asString(""));
        counts[truth ? (found ? 0 : 2) : (found ? 1 : 3)]++;
    }
}
