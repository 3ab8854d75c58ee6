package io.plumbline.eval.harm.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimSupportTest {

    @Test
    void findsClaimsWithTheNumbersAndNamesOfTheText() {
        List<String> claims = ClaimSupport.claims("The account costs 4.50 a month. Yes. It is not free.");
        assertThat(claims).containsExactly("The account costs 4.50 a month.");
        assertThat(ClaimSupport.supports("An account costs 4.50 each month.", claims.getFirst()))
                .isTrue();
        assertThat(ClaimSupport.supports("An account costs 5.50 each month.", claims.getFirst()))
                .isFalse();
    }

    /// A model can answer with one number of this length; a pattern that recurses at each part overflows.
    @Test
    void readsLongNumbers() {
        String answer = "The account number is " + "1.".repeat(100_000) + "1";
        List<String> claims = ClaimSupport.claims(answer);
        assertThat(claims).containsExactly(answer);
        assertThat(ClaimSupport.supports(answer, claims.getFirst())).isTrue();
    }
}
