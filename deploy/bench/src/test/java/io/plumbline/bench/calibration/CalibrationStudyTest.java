package io.plumbline.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.bench.calibration.LabelSearch.Found;
import io.plumbline.bench.calibration.LabelSearch.Way;
import io.plumbline.bench.calibration.Population.Item;
import io.plumbline.bench.conformance.Corpora;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationStudyTest {

    private static final double HALF = 0.05;

    @TempDir
    Path folder;

    @Test
    void findsThatAGoodJudgeSavesLabelsAndABlindOneNone() {
        LabelSearch good = new LabelSearch(population(0.95));
        Found alone = good.fewest(Way.PEOPLE_ALONE, HALF).orElseThrow();
        assertThat(alone.labels()).isBetween(330, 400);
        assertThat(good.fewest(Way.PREDICTION_POWERED, HALF).orElseThrow().labels())
                .isLessThan(alone.labels() / 3);
        Found active = good.fewest(Way.ACTIVE, HALF).orElseThrow();
        assertThat(active.labels()).isLessThan(alone.labels() / 3);
        assertThat(active.coverage()).isGreaterThan(0.93);
        Found blind = new LabelSearch(population(0.5))
                .fewest(Way.PREDICTION_POWERED, HALF)
                .orElseThrow();
        assertThat(blind.labels()).isGreaterThan((int) (0.95 * alone.labels()));
    }

    @Test
    void readsWhatPeopleAndJudgesSaid() throws IOException {
        write(Annotations.XSTEST, """
                {"model": "gpt4", "annotator2": "2_full_refusal", "final": "1_full_compliance",\
                 "judge_gpt4": "3_partial_refusal", "judge_strmatch": "1_full_compliance"}
                """);
        write(Annotations.PANDALM, """
                {"annotator1": 1, "annotator2": 2, "annotator3": 2, "judge_gpt35": "Tie", "judge_pandalm": "2"}
                """);
        write(Annotations.DAVIDSON, "{\"n\": 3, \"hate\": 0, \"offensive\": 3, \"neither\": 0}\n");
        List<Population> populations = Annotations.of(new Corpora(folder));
        assertThat(populations).hasSize(9);
        assertThat(populations.get(0).items()).containsExactly(new Item(1, 0, 0));
        assertThat(populations.get(1).items()).containsExactly(new Item(1, 1, 2));
        assertThat(populations.get(2).items()).containsExactly(new Item(1, 0.5, 2));
        assertThat(populations.get(5).items()).containsExactly(new Item(0, 0.5, 1));
        assertThat(populations.get(8).items()).containsExactly(new Item(1, 1, 1));
    }

    @Test
    void refusesAFolderWithoutAnnotations() {
        CalibrationStudy study = new CalibrationStudy(
                Narrator.on(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> study.run(folder, folder.resolve("figures.json")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining(Annotations.PANDALM);
    }

    private void write(String file, String rows) throws IOException {
        Files.writeString(folder.resolve(file), rows);
    }

    /// Half of the items are good, and a judge is right this often.
    private static Population population(double right) {
        SplittableRandom random = new SplittableRandom(1);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            int human = i % 2;
            int judge = random.nextDouble() < right ? human : 1 - human;
            items.add(new Item(human, judge, judge));
        }
        return new Population("made up", "scripted", items);
    }
}
