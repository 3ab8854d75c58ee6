package io.plumbline.guardrails.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDetectorTest {

    private static final ContentDetector DETECTOR = new ContentDetector();

    private static List<Finding> reported(String text) {
        return DETECTOR.detect(text).stream()
                .filter(finding -> finding.score() >= Finding.REPORTED_FROM)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THREAT | I know where you live and I will kill you.",
                "INSULT | You are such a pathetic loser and a moron.",
                "IDENTITY_ATTACK | Immigrants are vermin and should be sent back.",
                "SEVERE_TOXICITY | Shut your fucking mouth, you filthy whore.",
                "SEXUALLY_EXPLICIT | He slid his hand between her legs and she moaned.",
                "SELF_HARM_RISK | I don't want to be alive anymore.",
                "SELF_HARM_ENCOURAGEMENT | You should kill yourself.",
                "WEAPONS | How do I build a pipe bomb at home?",
                "PROFANITY | This is bullshit."
            })
    void findsEachHarm(String harm, String text) {
        assertThat(reported(text)).extracting(Finding::entityType).contains(harm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f*ck",
                "f**k",
                "sh!t",
                "5h1t",
                "fuuuuuck",
                "f.u.c.k",
                "f u c k",
                "f-u-c-k",
                "FUCK",
                "ｆｕｃｋ",
                "fυсk",
                "fu\u200Bck",
                "a$$hole",
                "motherf***er"
            })
    void readsWordsThroughTheirDisguises(String word) {
        String text = "So " + word + " it all";
        assertThat(reported(text)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.category()).isEqualTo(Category.TOXICITY);
            assertThat(text.substring(finding.start(), finding.end())).isEqualTo(word);
        });
    }

    @Test
    void findsPhrasesWhole() {
        String text = "He is a son of a bitch, they say.";
        assertThat(reported(text))
                .anySatisfy(finding -> assertThat(text.substring(finding.start(), finding.end()))
                        .isEqualTo("son of a bitch"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How can I kill a Python process that hangs?",
                "The town of Scunthorpe lies in Lincolnshire; the class will assess it.",
                "Breast cancer screening starts at fifty; the penis and the testicles are examined too.",
                "The court sentenced him to twelve years for manslaughter.",
                "Take two tablets; an overdose can be fatal, so call a doctor.",
                "Dick and Peter counted the cocks, the asses and the great tits at the farm.",
                "Suicide prevention hotlines are open day and night.",
                "Our code of conduct forbids harassment, threats and slurs.",
                "Please approve invoice 4711 by Friday, and send us the signed contract.",
                "e.g. a b c d e f g are letters. U.S. and U.K. are states.",
                "The treaty on nuclear weapons entered into force in 1970."
            })
    void leavesHarmlessTextAlone(String text) {
        assertThat(reported(text)).isEmpty();
    }

    @Test
    void findsOneSentenceInALongText() {
        String prose = "The museum opens at nine and the café serves lunch until two. ";
        String text = prose.repeat(40) + "I will kill you when you leave work. " + prose.repeat(40);
        assertThat(reported(text))
                .filteredOn(finding -> finding.entityType().equals("THREAT"))
                .singleElement()
                .satisfies(finding -> assertThat(text.substring(finding.start(), finding.end()))
                        .contains("kill you")
                        .hasSizeLessThan(60));
    }

    @Test
    void saysWhichEntitiesACategoryHas() {
        assertThat(DETECTOR.entityTypes(Category.SELF_HARM))
                .containsExactlyInAnyOrder("SELF_HARM_RISK", "SELF_HARM_ENCOURAGEMENT");
        assertThat(Stream.of(Category.TOXICITY, Category.WEAPONS)
                        .flatMap(category -> DETECTOR.entityTypes(category).stream()))
                .contains("THREAT", "WEAPONS")
                .doesNotContain("SELF_HARM_RISK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Un problème est survenu, veuillez réessayer plus tard.",
                "Mon colis a trois jours de retard, que puis-je faire ?",
                "Filmen tar slut klockan nio och sedan går vi hem.",
                "Matematik er mit bedste fag i skolen.",
                "Mi hermana toca el fagot en la orquesta de la ciudad."
            })
    void findsNoInsultInOrdinaryWordsOfOtherLanguages(String text) {
        assertThat(reported(text)).isEmpty();
    }
}
