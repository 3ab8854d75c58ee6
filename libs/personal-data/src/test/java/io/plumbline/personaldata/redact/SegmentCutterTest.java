package io.plumbline.personaldata.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentCutterTest {

    private static List<String> cut(List<String> pieces) {
        SegmentCutter cutter = new SegmentCutter();
        StringBuilder text = new StringBuilder();
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= pieces.size(); i++) {
            if (i < pieces.size()) {
                text.append(pieces.get(i));
            }
            while (cutter.next(text, i == pieces.size())) {
                assertThat(cutter.seen()).isBetween(cutter.end(), from + SegmentCutter.LONGEST);
                segments.add(text.substring(from, cutter.end()));
                from = cutter.from();
            }
        }
        return segments;
    }

    @Test
    void cutsBehindSentencesAndNotBehindAbbreviations() {
        String one = "Yesterday evening Dr. Ada K. Lovelace of Engines Inc. called Mr. Babbage (at 5 p.m. sharp).";
        String two = " She said: \"Leave the mill alone, and do so before the end of the month!\"";
        assertThat(cut(List.of(one + two + " He left."))).containsExactly(one, two, " He left.");
    }

    @Test
    void cutsBehindLinesOnceTheyAreLongAndBehindBlankOnes() {
        String line =
                "a line that goes on without any end of a sentence, and on, and on, until it is long enough to do\n";
        assertThat(cut(List.of("Dear Ada,\n\nshort\nlines\n" + line + "rest")))
                .containsExactly("Dear Ada,\n\n", "short\nlines\n" + line, "rest");
    }

    @Test
    void cutsAtASpaceWhereNothingEnds() {
        List<String> segments = cut(List.of("word ".repeat(1000)));
        assertThat(segments)
                .allSatisfy(segment ->
                        assertThat(segment).hasSizeLessThanOrEqualTo(800).endsWith(" "));
        assertThat(String.join("", segments)).isEqualTo("word ".repeat(1000));
        assertThat(cut(List.of("x".repeat(799) + "😀".repeat(400)))).first().isEqualTo("x".repeat(799));
    }

    @Test
    void cutsTheSameWhereverThePiecesAreCut() {
        Random random = new Random(3);
        List<String> parts = List.of(
                ". ",
                "! ",
                "?\" ",
                "... ",
                "\n",
                "\n\n",
                "Dr. ",
                "e.g. ",
                " ",
                "。",
                "Inc.",
                "x.y",
                ".",
                "\"",
                "A",
                "lower ",
                "A sentence of some length that names nobody at all",
                "word ".repeat(60),
                "😀",
                "longwordwithoutspaces".repeat(20));
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            List<String> whole = cut(List.of(text.toString()));
            assertThat(cut(pieces(text.toString(), random))).isEqualTo(whole);
            assertThat(String.join("", whole)).isEqualTo(text.toString());
        }
    }

    /// Cuts a text at random places, sometimes twice at the same.
    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int to :
                random.ints(text.length() / 12, 0, text.length() + 1).sorted().toArray()) {
            pieces.add(text.substring(from, to));
            from = to;
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
