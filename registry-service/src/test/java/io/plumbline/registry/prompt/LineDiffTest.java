package io.plumbline.registry.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void writesTheUnifiedFormat() {
        List<String> before = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
        List<String> after =
                List.of("1", "2", "3", "4", "five", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
        assertThat(LineDiff.of(before, after).unified("a", "b")).isEqualTo("""
                --- a
                +++ b
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                @@ -12,3 +12,4 @@
                 12
                 13
                 14
                +15
                """);
    }

    @Test
    void joinsHunksWithTouchingContexts() {
        List<String> before = List.of("a", "1", "2", "3", "4", "5", "6", "b");
        List<String> after = List.of("A", "1", "2", "3", "4", "5", "6", "B");
        assertThat(LineDiff.of(before, after).unified("a", "b").lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -1,8 +1,8 @@");
    }

    @Test
    void namesEmptyRangesByThePrecedingLine() {
        assertThat(LineDiff.of(List.of(), List.of("x")).unified("a", "b"))
                .isEqualTo("--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
        assertThat(LineDiff.of(List.of("x"), List.of()).unified("a", "b"))
                .isEqualTo("--- a\n+++ b\n@@ -1 +0,0 @@\n-x\n");
    }

    @Test
    void isEmptyForEqualTexts() {
        LineDiff diff = LineDiff.of(List.of("x", "y"), List.of("x", "y"));
        assertThat(diff.unified("a", "b")).isEmpty();
        assertThat(diff.count(LineDiff.Kind.SAME)).isEqualTo(2);
    }

    @Test
    void transformsOneTextIntoTheOther() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> before = lines(random);
            List<String> after = lines(random);
            LineDiff diff = LineDiff.of(before, after);
            assertThat(side(diff, LineDiff.Kind.REMOVED)).isEqualTo(before);
            assertThat(side(diff, LineDiff.Kind.ADDED)).isEqualTo(after);
        }
    }

    @Test
    void findsTheFewestChanges() {
        LineDiff diff = LineDiff.of(List.of("a", "b", "c", "a", "b", "b", "a"), List.of("c", "b", "a", "b", "a", "c"));
        assertThat(diff.count(LineDiff.Kind.REMOVED)).isEqualTo(3);
        assertThat(diff.count(LineDiff.Kind.ADDED)).isEqualTo(2);
    }

    @Test
    void staysBoundedForLargeTexts() {
        List<String> before = IntStream.range(0, 60_000).mapToObj(i -> "a" + i).toList();
        List<String> after = IntStream.range(0, 60_000).mapToObj(i -> "b" + i).toList();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            LineDiff diff = LineDiff.of(before, after);
            assertThat(side(diff, LineDiff.Kind.ADDED)).isEqualTo(after);
            assertThat(diff.unified("a", "b")).startsWith("--- a\n+++ b\n@@ -1,60000 +1,60000 @@\n");
        });
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(String.valueOf(random.nextInt(4)));
        }
        return lines;
    }

    private static List<String> side(LineDiff diff, LineDiff.Kind own) {
        return diff.lines().stream()
                .filter(line -> line.kind() == LineDiff.Kind.SAME || line.kind() == own)
                .map(LineDiff.Line::text)
                .toList();
    }
}
