package io.plumbline.standalone.english;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The phrases of `translated-phrases.txt`.
record TranslatedPhrases(List<Phrase> phrases) {

    private static final String SEPARATOR = " => ";
    private static final String SPACE = "(?:[ \t]++|[ \t]*+\n[ \t]*+(?:> )?+)";
    private static final Pattern NOT_REQUIRED =
            Pattern.compile("\\((?:[^()]|\\([^()]*\\))*\\)|\\[[^]]*]|\\\\.|\\w[?*]");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

    /// The maximum length of a phrase, line breaks and indentation included.
    private static final int LONGEST = 120;

    /// @param word that each match contains; only its surroundings are matched, which is much faster
    private record Phrase(Pattern pattern, String word, String suggestion) {

        /// The matches by their offsets.
        Map<Integer, String> in(String prose) {
            Map<Integer, String> found = new TreeMap<>();
            Matcher matcher = pattern.matcher(prose).useTransparentBounds(true).useAnchoringBounds(false);
            for (int at = prose.indexOf(word); at >= 0; at = prose.indexOf(word, at + word.length())) {
                matcher.region(Math.max(0, at - LONGEST), Math.min(prose.length(), at + LONGEST));
                while (matcher.find()) {
                    found.put(matcher.start(), matcher.group());
                }
            }
            return found;
        }
    }

    /// @param line counted from 1
    record Hit(int line, String phrase, String suggestion) {}

    static TranslatedPhrases load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TranslatedPhrases.class.getResourceAsStream("translated-phrases.txt")),
                StandardCharsets.UTF_8))) {
            return new TranslatedPhrases(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(TranslatedPhrases::phrase)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Phrase phrase(String line) {
        int separator = line.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("no suggestion: " + line);
        }
        String pattern = line.substring(0, separator);
        String word = WORD.matcher(NOT_REQUIRED.matcher(pattern).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new IllegalArgumentException("no word that is always there: " + line));
        return new Phrase(
                Pattern.compile(pattern.replace(" ", SPACE)), word, line.substring(separator + SEPARATOR.length()));
    }

    List<Hit> in(Text text) {
        return phrases.stream()
                .flatMap(phrase -> phrase.in(text.prose()).entrySet().stream()
                        .map(match -> new Hit(
                                text.lineAt(match.getKey()),
                                match.getValue().replaceAll("\\s+", " "),
                                phrase.suggestion())))
                .sorted(Comparator.comparingInt(Hit::line))
                .toList();
    }
}
