package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.dials.Tone;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.knowledge.Fact;
import io.plumbline.simulator.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The dataset of the demo's gate: the knowledge must answer its questions, and a gate on it must distinguish a
/// healthy model from a bad one.
class GoldenDatasetTest {
    private static final Path FILE = Path.of("../standalone/src/main/resources/demo/golden-support.jsonl");
    private static final Knowledge KNOWLEDGE = Knowledge.load();
    private static final Answers ANSWERS = new Answers(KNOWLEDGE);

    private final List<JsonNode> records = read();

    @Test
    void hasWholeRecordsInEachSlice() {
        assertThat(records).hasSizeGreaterThanOrEqualTo(64);
        assertThat(records).extracting(GoldenDatasetTest::id).doesNotHaveDuplicates();
        assertThat(records).allSatisfy(each -> {
            assertThat(each.propertyNames()).containsExactly("id", "input", "references", "slice");
            assertThat(each.path("references")).isNotEmpty();
        });
        assertThat(records.stream()
                        .map(each -> each.path("slice").stringValue())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void asksWhatTheKnowledgeKnowsAndAFewThingsThatItDoesNot() {
        assertThat(records).allSatisfy(each -> {
            String found = KNOWLEDGE
                    .find(each.path("input").stringValue())
                    .map(Fact::id)
                    .orElse("unknown");
            assertThat(id(each)).startsWith(found);
        });
        assertThat(records).filteredOn(each -> id(each).startsWith("unknown")).hasSizeBetween(3, 8);
    }

    @Test
    void scoresAHealthyModelHighButNotFull() {
        double healthy = score(Dials.HEALTHY);

        assertThat(healthy).isBetween(0.70, 0.95);
    }

    @Test
    void scoresAWorseModelLower() {
        double healthy = score(Dials.HEALTHY);

        assertThat(score(quality(0.8))).isBetween(healthy - 0.25, healthy - 0.05);
        assertThat(score(quality(0.5))).isLessThan(healthy - 0.2);
        assertThat(score(quality(0))).isLessThan(0.4);
    }

    private double score(Dials dials) {
        return records.stream()
                .mapToDouble(each -> best(
                        ANSWERS.to(each.path("input").stringValue(), dials, 0).text(), each.path("references")))
                .average()
                .orElseThrow();
    }

    private static double best(String answer, JsonNode references) {
        return references.values().stream()
                .mapToDouble(reference -> rougeL(words(answer), words(reference.stringValue())))
                .max()
                .orElseThrow();
    }

    /// The harmonic mean of precision and recall of the longest common subsequence of words (Lin 2004).
    private static double rougeL(List<String> answer, List<String> reference) {
        int[][] longest = new int[answer.size() + 1][reference.size() + 1];
        for (int i = 1; i <= answer.size(); i++) {
            for (int j = 1; j <= reference.size(); j++) {
                longest[i][j] = answer.get(i - 1).equals(reference.get(j - 1))
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return 2.0 * longest[answer.size()][reference.size()] / (answer.size() + reference.size());
    }

    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", 0))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Dials quality(double quality) {
        return new Dials(Dials.HEALTHY.latencyMs(), null, null, new TreeMap<>(), quality, Tone.NEUTRAL, 0, 0, 0, 0, 1);
    }

    private static String id(JsonNode each) {
        return each.path("id").stringValue();
    }

    private static List<JsonNode> read() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.map(line -> Json.parse(line).orElseThrow()).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
