package io.plumbline.guardrails.injection.encoder;

import io.plumbline.guardrails.text.WordTable;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Reads from the form of a sentence whether it may make a request: whether it begins like an instruction or a
/// question, whom it addresses, whether it contains a link. Cues generalize to topics outside the training texts;
/// n-grams do not. Their words are the resource `cues.txt`.
final class SentenceCues {

    /// The number of bits that [#of] returns.
    static final int COUNT = 22;

    private static final int IMPERATIVE = 1;
    private static final int QUESTION = 1 << 1;
    private static final int AUXILIARY = 1 << 2;
    private static final int FROM_BEGINNING = IMPERATIVE | QUESTION | AUXILIARY;
    private static final int YOU = 1 << 3;
    private static final int ME = 1 << 4;
    private static final int PLEASE = 1 << 5;
    private static final int MODEL = 1 << 6;
    private static final int ANSWER = 1 << 7;
    private static final int ORDER = 1 << 8;
    private static final int CONDITION = 1 << 9;
    private static final int OBJECT = 1 << 10;
    private static final int ANYWHERE = YOU | ME | PLEASE | MODEL | ANSWER | ORDER | OBJECT;
    private static final int MARKED_AS_QUESTION = 1 << 11;
    private static final int LINK = 1 << 12;
    private static final int LATER_IMPERATIVE = 1 << 13;
    private static final int LATER_SENTENCE = 1 << 14;
    private static final int CAPITAL = 1 << 15;
    private static final int SHORT = 1 << 16;
    private static final int LONG = 1 << 17;
    private static final int NUMBER = 1 << 18;
    private static final int SIGNS = 1 << 19;
    private static final int LABEL = 1 << 20;
    private static final int CODE = 1 << 21;
    private static final String ENDS_OF_CODE = "(,=\\";

    private static final int FEW_CHARACTERS = 40;
    private static final int MANY_CHARACTERS = 120;
    private static final int ONE_IN = 12;

    /// The maximum number of words before a colon that form a label.
    private static final int WORDS_OF_A_LABEL = 3;

    private static final WordTable WORDS = words();

    /// The weight of each cue and each pair of cues, in log-odds: that of the bits i and j, j not higher than i,
    /// at i (i + 1) / 2 + j. Written by `src/training/injection`.
    private static final float[] WEIGHTS = weights();

    private SentenceCues() {}

    private static WordTable words() {
        Map<String, Integer> cues = Map.ofEntries(
                Map.entry("IMPERATIVE", IMPERATIVE),
                Map.entry("QUESTION", QUESTION),
                Map.entry("AUXILIARY", AUXILIARY),
                Map.entry("YOU", YOU),
                Map.entry("ME", ME),
                Map.entry("PLEASE", PLEASE),
                Map.entry("MODEL", MODEL),
                Map.entry("ANSWER", ANSWER),
                Map.entry("ORDER", ORDER),
                Map.entry("CONDITION", CONDITION),
                Map.entry("OBJECT", OBJECT));
        Map<String, Integer> bits = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SentenceCues.class.getResourceAsStream("cues.txt")), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("//")).forEach(line -> {
                String[] parts = line.split(" ", -1);
                int cue = Objects.requireNonNull(cues.get(parts[0]));
                for (int i = 1; i < parts.length; i++) {
                    bits.merge(parts[i], cue, (one, other) -> one | other);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Integer, StringBuilder> together = new HashMap<>();
        bits.forEach((word, cue) -> together.computeIfAbsent(cue, key -> new StringBuilder())
                .append(' ')
                .append(word));
        WordTable table = WordTable.EMPTY;
        for (Map.Entry<Integer, StringBuilder> each : together.entrySet()) {
            table = table.with(each.getKey(), each.getValue().substring(1));
        }
        return table;
    }

    private static float[] weights() {
        try (DataInputStream in =
                new DataInputStream(Objects.requireNonNull(SentenceCues.class.getResourceAsStream("cues.bin")))) {
            float[] weights = new float[COUNT * (COUNT + 1) / 2];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readFloat();
            }
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The combined log-odds of the cues of part of a text.
    static float logOdds(CharSequence text, int start, int end) {
        int cues = of(text, start, end);
        float sum = 0;
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j <= i && (cues >> i & 1) != 0; j++) {
                sum += (cues >> j & 1) == 0 ? 0 : WEIGHTS[i * (i + 1) / 2 + j];
            }
        }
        return sum;
    }

    /// Whether a capitalized word stands here as at the beginning of an instruction or a question.
    ///
    /// @param to the maximum end of the word
    static boolean begins(CharSequence text, int start, int to) {
        if (!Character.isUpperCase(text.charAt(start))) {
            return false;
        }
        int end = start + 1;
        while (end < to && isOfAWord(text.charAt(end))) {
            end++;
        }
        return (WORDS.get(text, start, end) & FROM_BEGINNING) != 0;
    }

    /// The cues of part of a text, one bit each.
    static int of(CharSequence text, int start, int end) {
        int found = end - start < FEW_CHARACTERS ? SHORT : end - start > MANY_CHARACTERS ? LONG : 0;
        int words = 0;
        int signs = 0;
        int at = start;
        while (at < end) {
            char c = text.charAt(at);
            if (!Character.isLetter(c)) {
                signs += isSign(c) ? 1 : 0;
                found |= c == '?' ? MARKED_AS_QUESTION : c >= '0' && c <= '9' ? NUMBER : 0;
                found |= c == ':' && words > 0 && words <= WORDS_OF_A_LABEL ? LABEL : 0;
                found |= c == '/' && at > start && text.charAt(at - 1) == '/' ? LINK : 0;
                found |= isOfCode(text, at, start, end) ? CODE : 0;
                at++;
                continue;
            }
            int wordEnd = at + 1;
            while (wordEnd < end && isOfAWord(text.charAt(wordEnd))) {
                wordEnd++;
            }
            int cues = WORDS.get(text, at, wordEnd);
            boolean capital = Character.isUpperCase(c);
            if (words == 0) {
                found |= cues & (FROM_BEGINNING | CONDITION);
                found |= capital ? CAPITAL : 0;
            } else if ((cues & IMPERATIVE) != 0) {
                found |= LATER_IMPERATIVE;
            }
            if (words > 0 && capital && (cues & FROM_BEGINNING) != 0) {
                found |= LATER_SENTENCE;
            }
            found |= cues & ANYWHERE;
            words++;
            at = wordEnd;
        }
        return signs * ONE_IN > end - start ? found | SIGNS : found;
    }

    /// Whether a sign stands here as in a name or a call of a programming language, or as the last one on a line
    /// of code.
    private static boolean isOfCode(CharSequence text, int at, int start, int end) {
        char c = text.charAt(at);
        char next = at + 1 < end ? text.charAt(at + 1) : ' ';
        boolean within = at > start && Character.isLetterOrDigit(text.charAt(at - 1));
        return (within && c == '_' && Character.isLetterOrDigit(next))
                || (within && c == '(' && next == ')')
                || (ENDS_OF_CODE.indexOf(c) >= 0 && isBlank(text, at + 1, end));
    }

    private static boolean isBlank(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at == to;
    }

    private static boolean isOfAWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'' || c == '’';
    }

    private static boolean isSign(char c) {
        return c > ' ' && c != '.' && c != ',' && c != '?' && c != '!' && !Character.isDigit(c);
    }
}
