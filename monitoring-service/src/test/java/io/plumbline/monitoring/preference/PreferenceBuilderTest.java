package io.plumbline.monitoring.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.monitoring.preference.Preference.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferenceBuilderTest {

    private final List<RatedAnswer> answers = new ArrayList<>();

    @Test
    void prefersACorrectionToItsAnswer() {
        UUID corrected = rate("ann", "Hello", "Hi", 1.0, "Good day");
        PreferenceBuilder.Built built = PreferenceBuilder.pairs(answers, 0.5, 20);
        assertThat(built.preferences()).singleElement().satisfies(pair -> {
            assertThat(pair.origin()).isEqualTo(Origin.CORRECTION);
            assertThat(pair.chosen()).isEqualTo("Good day");
            assertThat(pair.rejected()).isEqualTo("Hi");
            assertThat(pair.feedback()).containsExactly(corrected);
        });
        assertThat(built.leftOut()).isEmpty();
    }

    @Test
    void pairsTheBestWithTheWorstAnswerToTheSamePrompt() {
        rate("ann", "Where is my  card?", "In the post.", 1.0, null);
        rate("bob", "where is my card?", "No idea.", 0.0, null);
        rate("cyd", "Where is my card?", "Soon there.", 0.75, null);
        rate("dan", "Where is my card?", "Ask somebody.", 0.25, null);
        UUID middle = rate("eve", "Where is my card?", "Perhaps.", 0.5, null);
        UUID other = rate("fay", "Another question", "Yes", 0.0, null);
        PreferenceBuilder.Built built = PreferenceBuilder.pairs(answers, 0.5, 20);
        assertThat(built.preferences())
                .extracting(Preference::origin, Preference::chosen, Preference::rejected)
                .containsExactly(
                        tuple(Origin.THUMBS, "In the post.", "No idea."),
                        tuple(Origin.SCORE, "Soon there.", "Ask somebody."));
        assertThat(built.leftOut())
                .containsOnly(Map.entry(middle, LeftOut.NO_COUNTERPART), Map.entry(other, LeftOut.NO_COUNTERPART));
    }

    @Test
    void countsARaterOnceForTheSameAnswer() {
        for (int i = 0; i < 9; i++) {
            rate("ann", "Q", "A", 1.0, null);
        }
        rate("bob", "Q", "A", 0.0, null);
        rate("cyd", "Q", "B", 0.0, null);
        assertThat(PreferenceBuilder.pairs(answers, 0.5, 20).preferences()).hasSize(1);
        assertThat(PreferenceBuilder.pairs(answers, 0.6, 20).preferences()).isEmpty();
    }

    @Test
    void boundsWhatOneRaterContributes() {
        for (int i = 0; i < 5; i++) {
            rate("ann", "Q" + i, "A" + i, null, "Better " + i);
        }
        PreferenceBuilder.Built built = PreferenceBuilder.pairs(answers, 0.5, 3);
        assertThat(built.preferences()).hasSize(3);
        assertThat(built.reasons()).containsOnly(Map.entry(LeftOut.RATER_LIMIT, 2L));
    }

    @Test
    void leavesOutDuplicatesAndEqualTexts() {
        rate("ann", "Q", "A", null, "B");
        rate("bob", "q ", "a", null, "b");
        rate("cyd", "Q", "A", null, "a");
        rate("dan", "Q", "A", null, null);
        assertThat(PreferenceBuilder.pairs(answers, 0.5, 20).reasons())
                .containsOnly(
                        Map.entry(LeftOut.DUPLICATE, 1L),
                        Map.entry(LeftOut.SAME_TEXT, 1L),
                        Map.entry(LeftOut.NO_RATING, 1L));
    }

    @Test
    void labelsAnswersByScoreAndCorrection() {
        rate("ann", "Q", "good", 1.0, null);
        rate("bob", "Q", "bad", 0.0, null);
        rate("cyd", "Q", "fair", 0.5, null);
        rate("dan", "Q", "wrong", null, "right");
        PreferenceBuilder.Built built = PreferenceBuilder.labels(answers, 20);
        assertThat(built.preferences()).extracting(Preference::chosen).containsExactly("right", null, "good", null);
        assertThat(built.preferences()).extracting(Preference::rejected).containsExactly(null, "wrong", null, "bad");
        assertThat(built.reasons()).containsOnly(Map.entry(LeftOut.UNDECIDED, 1L));
    }

    /// Whatever the feedback, each submission is used or has one reason, and no answer is preferred to itself.
    @Test
    void accountsForAllFeedback() {
        Random random = new Random(20);
        for (int i = 0; i < 500; i++) {
            rate(
                    "r" + random.nextInt(12),
                    "Q" + random.nextInt(9),
                    "A" + random.nextInt(6),
                    random.nextInt(3) == 0 ? null : random.nextInt(5) / 4.0,
                    random.nextInt(4) == 0 ? "A" + random.nextInt(6) : null);
        }
        for (boolean labels : new boolean[] {false, true}) {
            PreferenceBuilder.Built built =
                    labels ? PreferenceBuilder.labels(answers, 15) : PreferenceBuilder.pairs(answers, 0.5, 15);
            assertThat(built.preferences()).isNotEmpty();
            for (RatedAnswer answer : answers) {
                boolean used = built.preferences().stream()
                        .anyMatch(each -> each.feedback().contains(answer.feedback()));
                assertThat(used).isNotEqualTo(built.leftOut().containsKey(answer.feedback()));
            }
            assertThat(built.preferences())
                    .allSatisfy(each -> assertThat(Preference.normal(each.chosen()))
                            .isNotEqualTo(Preference.normal(each.rejected())));
            assertThat(built.preferences()).extracting(Preference::key).doesNotHaveDuplicates();
        }
    }

    private UUID rate(String rater, String prompt, String answer, @Nullable Double score, @Nullable String correction) {
        UUID feedback = new UUID(0, answers.size() + 1);
        answers.add(new RatedAnswer(
                feedback, rater, "r", List.of(new PromptMessage("user", prompt)), answer, score, correction));
        return feedback;
    }
}
