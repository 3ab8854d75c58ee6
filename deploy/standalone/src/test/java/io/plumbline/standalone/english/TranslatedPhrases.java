package io.plumbline.standalone.english;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The phrases of `translated-phrases.txt`.
record TranslatedPhrases(List<Phrase> phrases) {

    private static final String SEPARATOR = " => ";
    private static final String SPACE = "(?:[ \t]++|[ \t]*+\n[ \t]*+(?:> )?+)";
    private static final Pattern NOT_REQUIRED = Pattern.compile("\\((?:[^()]|\\([^()]*\\))*\\)|\\[[^]]*]|\\\\.|\\w[?*]");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

    /// @param word that each match contains; most texts need no more than a search for it
    private record Phrase(Pattern pattern, String word, String suggestion) {}

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
                .orElse("");
        return new Phrase(
                Pattern.compile(pattern.replace(" ", SPACE)), word, line.substring(separator + SEPARATOR.length()));
    }

    List<Hit> in(Text text) {
        return phrases.stream()
                .filter(phrase -> text.prose().contains(phrase.word()))
                .flatMap(phrase -> phrase.pattern()
                        .matcher(text.prose())
                        .results()
                        .map(match -> new Hit(
                                text.lineAt(match.start()),
                                match.group().replaceAll("\\s+", " "),
                                phrase.suggestion())))
                .sorted(Comparator.comparingInt(Hit::line))
                .toList();
    }
}
