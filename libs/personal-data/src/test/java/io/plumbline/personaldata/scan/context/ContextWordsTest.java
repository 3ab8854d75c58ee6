package io.plumbline.personaldata.scan.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextWordsTest {

    private final ContextWords words = ContextWords.of("ssn", "social security", "téléphone", "phone");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssn: ",
                "My SSN is ",
                "SSNs: ",
                "the social security number of ada is ",
                "social_security ",
                "SocialSecurity=",
                "customerPhone\":\"",
                "Mon téléphone est le ",
                "phone 415-555-0132, 415-555-0133, "
            })
    void areSeenBefore(String before) {
        assertThat(words.precede(before + "536-22-1234", before.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lesson ",
                "social and economic security ",
                "phonetic ",
                "ssn of the customer who wrote to us last week was wrong, and it is now "
            })
    void areNotSeenWhereTheyAreNot(String before) {
        assertThat(words.precede(before + "536-22-1234", before.length())).isFalse();
    }

    @Test
    void areNotSeenBehind() {
        assertThat(words.precede("536-22-1234 is my ssn", 0)).isFalse();
    }
}
