package io.plumbline.standalone.demo.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.demo.content.GoldenDataset.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerTest {

    private static final Golden GOLDEN = new Golden(
            "I lost my card.",
            List.of(
                    "Freeze the card in the app at once, then order a new one under Cards.",
                    "Block it by phone and order another."));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Freeze your card in the app at once; order a new one.   | true
            BLOCK it by phone, and order another!                   | true
            Freeze                                                  | false
            Saturn's rings are mostly ice, and only ten metres thick | false
            ''                                                      | false
            """)
    void isHelpedByWhatHoldsHalfOfTheWordsOfARightAnswer(String answer, boolean helped) {
        assertThat(new Customer("c-1", GOLDEN).isHelpedBy(answer)).isEqualTo(helped);
    }

    @Test
    void isHelpedByEachRightAnswerOfTheGoldenDatasetAndByNoOtherQuestions() {
        List<Golden> all = GoldenDataset.questionsAndAnswers();
        long taken = 0;
        for (int i = 0; i < all.size(); i++) {
            Customer customer = new Customer("c-" + i, all.get(i));
            assertThat(all.get(i).answers()).allMatch(customer::isHelpedBy);
            String ofAnother = all.get((i + 1) % all.size()).answers().getFirst();
            taken += customer.isHelpedBy(ofAnother) ? 1 : 0;
        }
        assertThat(taken).isLessThan(all.size() / 10);
    }
}
