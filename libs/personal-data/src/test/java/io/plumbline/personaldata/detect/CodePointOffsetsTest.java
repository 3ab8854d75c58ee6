package io.plumbline.personaldata.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointOffsetsTest {

    private static Finding finding(int start, int end) {
        return new Finding("test", Category.PII, "X", start, end, 1, null);
    }

    @Test
    void countsSurrogatePairsOnceAndCombiningMarksAsTheyAre() {
        String text = "😀 é\u0301 a@example.com 👩‍🚀 b@example.com";
        int first = text.indexOf("a@");
        int second = text.indexOf("b@");
        List<Finding> converted = CodePointOffsets.convert(
                text, List.of(finding(second, text.length()), finding(first, first + 13), finding(0, text.length())));
        int[] codePoints = text.codePoints().toArray();
        assertThat(converted)
                .extracting(each -> new String(codePoints, each.start(), each.length()))
                .containsExactly("b@example.com", "a@example.com", text);
    }

    @Test
    void changesNothingWhereThereIsNothingToChange() {
        assertThat(CodePointOffsets.convert("plain", List.of(finding(1, 3)))).containsExactly(finding(1, 3));
        assertThat(CodePointOffsets.convert("", List.of())).isEmpty();
    }

    @Test
    void countsHalvesOfPairs() {
        assertThat(CodePointOffsets.convert("\ud83dab", List.of(finding(1, 2)))).containsExactly(finding(1, 2));
    }
}
