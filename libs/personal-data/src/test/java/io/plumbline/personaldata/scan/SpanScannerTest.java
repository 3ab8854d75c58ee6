package io.plumbline.personaldata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.secret.SecretRecognizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanScannerTest {

    private static final List<Recognizer> ALL = new ArrayList<>(PiiRecognizers.all(List.of("US", "DE")));

    static {
        ALL.addAll(SecretRecognizers.all());
    }

    private final SpanScanner scanner = new SpanScanner(ALL);

    @Test
    void findsAllKindsInOnePassInOrder() {
        String text = "AKIAIOSFODNN7EXAMPLE, 4111 1111 1111 1111, a@example.com, DE89370400440532013000, 536-22-1234";
        assertThat(scanner.detect(text))
                .filteredOn(finding -> finding.score() >= 0.5)
                .extracting(finding -> finding.entityType())
                .containsExactly("AWS_ACCESS_KEY", "CREDIT_CARD", "EMAIL_ADDRESS", "IBAN_CODE", "US_SSN");
    }

    @Test
    void seesWhatStandsBeforeAsContextOnly() {
        String text = "a@example.com SSN 536221234";
        int from = text.indexOf("536");
        assertThat(scanner.scan(text, from).findings())
                .filteredOn(finding -> finding.score() > 0.5)
                .extracting(finding -> finding.entityType())
                .containsExactly("US_SSN");
    }

    @Test
    void saysFromWhereMoreTextCouldChangeTheAnswer() {
        assertThat(scanner.scan("Write to a@exam", 0).unsettledFrom()).isEqualTo(9);
        assertThat(scanner.scan("Nothing here. ", 0).unsettledFrom()).isEqualTo(14);
        assertThat(scanner.scan("card 4111 1111", 0).unsettledFrom()).isEqualTo(5);
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        SpanScanner secrets = scanner.restrictedTo(Set.of(Category.SECRET));
        assertThat(secrets.detect("a@example.com AKIAIOSFODNN7EXAMPLE")).hasSize(1);
        assertThat(secrets.categories()).containsExactly(Category.SECRET);
        assertThat(scanner.restrictedTo(Set.of(Category.values()))).isSameAs(scanner);
    }

    @Test
    void findsNumbersOfOtherScriptsAndBesideScriptsWithoutSpaces() {
        assertThat(scanner.detect("カード番号は４１１１１１１１１１１１１１１１です"))
                .filteredOn(finding -> finding.score() > 0.5)
                .extracting(finding -> finding.entityType())
                .containsExactly("CREDIT_CARD");
        assertThat(scanner.detect("邮箱是ada@example.com。")).singleElement().satisfies(finding -> {
            assertThat(finding.start()).isEqualTo(3);
            assertThat(finding.end()).isEqualTo(18);
        });
    }
}
