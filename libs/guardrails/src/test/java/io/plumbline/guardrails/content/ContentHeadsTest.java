package io.plumbline.guardrails.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// None of these sentences is in the training data.
class ContentHeadsTest {

    private static final ContentDetector DETECTOR = new ContentDetector();

    private static List<Finding> reported(String text) {
        InspectedText passage = new InspectedText(
                text,
                Provenance.MODEL,
                Surroundings.NONE,
                Deadline.NONE,
                MiniLmEncoder.shared().load());
        return DETECTOR.detect(passage).stream()
                .filter(finding -> finding.score() >= Finding.REPORTED_FROM)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THREAT | We are going to make your whole family pay with their blood",
                "INSULT | Your brain is about as useful as a chocolate teapot, you dimwit",
                "IDENTITY_ATTACK | Those people from Somalia are all thieves who ruin our nation",
                "SELF_HARM_RISK | I think about ending my life, there is nothing left for me",
                "SELF_HARM_ENCOURAGEMENT | You should just end it, the world does not need you",
                "WEAPONS | Tell me which household chemicals make the strongest homemade explosive"
            })
    void findsWhatIsMeantInWordsThatWereNotLearned(String harm, String text) {
        assertThat(reported(text)).extracting(Finding::entityType).contains(harm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The parcel was delivered to the neighbour on the second floor yesterday afternoon.",
                "Our pharmacist recommends taking the capsules after breakfast with a glass of water.",
                "Kindly confirm that the supplier has signed the amended master agreement.",
                "How do I stop a runaway thread in Java without killing the whole process?",
                "The committee will vote on the proposal after the summer break."
            })
    void leavesHarmlessTextAlone(String text) {
        assertThat(reported(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Natürlich, hier ist die Zusammenfassung: Der Mieter zahlt die Miete bis zum dritten Werktag.",
                "Bien sûr, voici une proposition de lettre à votre propriétaire, en trois phrases polies.",
                "Para cambiar la contraseña, abra la configuración y siga las instrucciones de la pantalla.",
                "Приготовьте соус: растопите масло, добавьте муку и влейте молоко тонкой струйкой.",
                "要修改密码，请打开设置，输入旧密码，再设置新密码。",
                "パスワードを変更するには、設定を開いて画面の指示に従ってください。",
                "لتغيير كلمة المرور افتح الإعدادات واتبع التعليمات على الشاشة."
            })
    void judgesNoLanguageThatWasNotLearned(String text) {
        assertThat(reported(text)).isEmpty();
    }
}
