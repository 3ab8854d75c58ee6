package io.plumbline.kit.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The words of each text that are not in the longest common subsequence of words of both. White space is
/// ignored. Texts with almost nothing in common are not marked because their few common words are coincidental.
///
/// It takes words × words steps, so pass truncated texts.
///
/// @param before the pieces of the first text, in order; together they are the text
/// @param after the pieces of the second text
/// @param marked false if the texts are too different to be marked
public record WordDifference(List<Piece> before, List<Piece> after, boolean marked) {

    private static final int MAX_WORDS = 1_500;
    /// The minimum common share of words of either text, without punctuation.
    private static final double LEAST_IN_COMMON = 0.25;

    /// Consecutive words that are, or are not, in the other text.
    ///
    /// @param unique whether they are not in the other text
    public record Piece(String text, boolean unique) {}

    public static WordDifference between(String before, String after) {
        String[] first = words(before);
        String[] second = words(after);
        if (first.length <= MAX_WORDS && second.length <= MAX_WORDS) {
            boolean[] sharedOfFirst = new boolean[first.length];
            boolean[] sharedOfSecond = new boolean[second.length];
            align(stripped(first), stripped(second), sharedOfFirst, sharedOfSecond);
            if (isAlike(first, sharedOfFirst) || isAlike(second, sharedOfSecond)) {
                return new WordDifference(pieces(first, sharedOfFirst), pieces(second, sharedOfSecond), true);
            }
        }
        return new WordDifference(List.of(new Piece(before, false)), List.of(new Piece(after, false)), false);
    }

    /// Returns words and punctuation, each with the following white space.
    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String word = text.substring(start, end);
            if (word.isBlank() && !words.isEmpty()) {
                words.add(words.removeLast() + word);
            } else {
                words.add(word);
            }
        }
        return words.toArray(String[]::new);
    }

    private static String[] stripped(String[] words) {
        return Arrays.stream(words).map(String::strip).toArray(String[]::new);
    }

    private static boolean isAlike(String[] words, boolean[] shared) {
        int count = 0;
        int common = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].codePoints().anyMatch(Character::isLetterOrDigit)) {
                count++;
                common += shared[i] ? 1 : 0;
            }
        }
        return common >= LEAST_IN_COMMON * count;
    }

    /// Marks the words of a longest common subsequence in both texts.
    private static void align(String[] first, String[] second, boolean[] sharedOfFirst, boolean[] sharedOfSecond) {
        short[][] length = new short[first.length + 1][second.length + 1];
        for (int i = first.length - 1; i >= 0; i--) {
            for (int j = second.length - 1; j >= 0; j--) {
                int longest = first[i].equals(second[j])
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
                length[i][j] = (short) longest;
            }
        }
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            if (first[i].equals(second[j])) {
                sharedOfFirst[i++] = true;
                sharedOfSecond[j++] = true;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static List<Piece> pieces(String[] words, boolean[] shared) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            text.append(words[i]);
            if (i + 1 == words.length || shared[i] != shared[i + 1]) {
                String piece = shared[i] ? text.toString() : text.toString().stripTrailing();
                pieces.add(new Piece(piece, !shared[i]));
                text.delete(0, piece.length());
            }
        }
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), false));
        }
        return pieces;
    }
}
