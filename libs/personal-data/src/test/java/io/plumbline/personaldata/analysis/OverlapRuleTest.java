package io.plumbline.personaldata.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapRuleTest {

    private static Finding finding(String entity, int start, int end, double score) {
        return new Finding("test", Category.PII, entity, start, end, score, null);
    }

    @Test
    void leavesTheStrongerOfWhatIsWithinTheOther() {
        Finding url = finding("URL", 0, 30, 0.6);
        Finding weak = finding("PHONE_NUMBER", 10, 20, 0.5);
        assertThat(OverlapRule.resolve(List.of(url, weak))).containsExactly(url);
    }

    @Test
    void losesNothingStrongerWithinWhatIsWeaker() {
        Finding url = finding("URL", 0, 30, 0.6);
        Finding email = finding("EMAIL_ADDRESS", 10, 20, 1);
        Finding doubtful = finding("US_BANK_NUMBER", 5, 25, 0.05);
        assertThat(OverlapRule.resolve(List.of(url, email, doubtful))).containsExactly(url, email);
    }

    @Test
    void leavesOneOfTheSameEntityAndOneOfWhatCrosses() {
        Finding longer = finding("DATE_TIME", 0, 20, 0.6);
        Finding inner = finding("DATE_TIME", 5, 12, 0.9);
        Finding crossing = finding("PHONE_NUMBER", 10, 25, 0.5);
        assertThat(OverlapRule.resolve(List.of(longer, inner, crossing))).containsExactly(inner);
    }

    @Test
    void tellsBothWhereNobodyCanTellWhich() {
        Finding passport = finding("US_PASSPORT", 0, 9, 0.4);
        Finding license = finding("US_DRIVER_LICENSE", 0, 9, 0.4);
        assertThat(OverlapRule.resolve(List.of(passport, license))).containsExactly(passport, license);
    }

    @Test
    void takesLongChainsInItsStride() {
        List<Finding> chain = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            chain.add(finding(i % 2 == 0 ? "A" : "B", 3 * i, 3 * i + 5, 0.5));
        }
        assertThat(OverlapRule.resolve(chain)).hasSizeBetween(50_000, 100_000);
    }
}
