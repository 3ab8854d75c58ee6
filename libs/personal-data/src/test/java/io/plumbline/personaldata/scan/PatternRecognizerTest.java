package io.plumbline.personaldata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.Scoring;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatternRecognizerTest {

    private final PatternRecognizer member = PatternRecognizer.of("MEMBER_ID")
            .form("letters", 0.25, "[A-Z]{2}-?\\d{4}")
            .form("digits", 0.01, "\\d{6}")
            .judged(value -> value.endsWith("0") ? Validity.VALID : Validity.unless(value.endsWith("9")))
            .context("member", "club card")
            .build();

    @Test
    void isCertainByItsChecksumAndElseWorthItsForm() {
        assertThat(Recognized.score(member, "ab-1230")).isEqualTo(1.0);
        assertThat(Recognized.score(member, "ab-1231")).isEqualTo(0.25);
        assertThat(Recognized.in(member, "ab-1239")).isEmpty();
    }

    @Test
    void isLikelierNearAWordOfContext() {
        assertThat(Recognized.score(member, "Member AB-1231")).isEqualTo(0.6);
        assertThat(Recognized.score(member, "memberNumber: AB1231")).isEqualTo(0.6);
        assertThat(Recognized.score(member, "AB1231 (club card)")).isEqualTo(0.6);
        assertThat(Recognized.score(member, "the member said 123451")).isEqualTo(0.4);
        assertThat(Recognized.score(member, "remember AB1231")).isEqualTo(0.25);
    }

    @Test
    void isAWordOfItsOwn() {
        assertThat(Recognized.in(member, "xab-1231")).isEmpty();
        assertThat(Recognized.in(member, "ab-12311x")).isEmpty();
        assertThat(Recognized.in(member, "会员ab-1231号")).containsExactly("ab-1231");
    }

    @Test
    void seesDigitsAndDashesOfOtherKinds() {
        assertThat(Recognized.in(member, "ab–１２３１")).containsExactly("ab–１２３１");
    }

    @Test
    void tellsHowItsScoreCameAbout() {
        assertThat(Recognized.findings(member, "member ab-1231"))
                .extracting(Finding::scoring)
                .containsExactly(new Scoring("letters", 0.25, null, "member"));
    }

    @Test
    void findsWithinWordsWhereAnExpressionSaysSo() {
        PatternRecognizer inside = PatternRecognizer.of("CODE")
                .form(Form.expression("code", 0.5, "(?i)x\\d+\\b"))
                .build();
        assertThat(Recognized.in(inside, "abx12 x34y")).containsExactly("x12");
    }

    @Test
    void isLookedForTogetherWithManyAndByCategory() {
        PatternRecognizer secret = PatternRecognizer.of("TICKET")
                .category(Category.SECRET)
                .form("word", 0.5, "[a-z]{3}-[a-z]{3}")
                .build();
        SpanScanner both = new SpanScanner(List.of(member, secret));
        assertThat(both.detect("abc-def ab-1231"))
                .extracting(Finding::entityType)
                .containsExactly("TICKET", "MEMBER_ID");
        assertThat(both.restrictedTo(Set.of(Category.SECRET)).detect("abc-def ab-1231"))
                .extracting(Finding::entityType)
                .containsExactly("TICKET");
    }

    @Test
    void saysFromWhereMoreTextCouldChangeTheAnswer() {
        SpanScanner scanner = new SpanScanner(List.of(member));
        assertThat(scanner.scan("see ab-12", 0).unsettledFrom()).isEqualTo(4);
        assertThat(scanner.scan("see ab-1231", 0).unsettledFrom()).isEqualTo(4);
        assertThat(scanner.scan("see nothing", 0).unsettledFrom()).isEqualTo(11);
    }
}
