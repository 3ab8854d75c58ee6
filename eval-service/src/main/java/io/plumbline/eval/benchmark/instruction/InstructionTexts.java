package io.plumbline.eval.benchmark.instruction;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the checks count in a text.
final class InstructionTexts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TOKEN = Pattern.compile("[^\\s\\p{Punct}]+(?:-[^\\s\\p{Punct}]+)*+");
    private static final Pattern HIGHLIGHT = Pattern.compile("\\*([^\\n*]*)\\*");
    private static final Pattern STRONG_HIGHLIGHT = Pattern.compile("\\*\\*([^\\n*]*)\\*\\*");
    private static final Pattern TITLE = Pattern.compile("<<([^\\n]{1,1000})>>");
    private static final Pattern FENCE = Pattern.compile("^```(?:json|Json|JSON)?");

    private InstructionTexts() {}

    static int matches(String text, Pattern pattern) {
        return (int) pattern.matcher(text).results().count();
    }

    /// Counts occurrences of a text, ignoring case.
    static int count(String text, String wanted) {
        return wanted.isEmpty() ? 0 : matches(text, literal(Pattern.quote(wanted)));
    }

    static boolean hasWord(String text, String word) {
        return literal("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)")
                .matcher(text)
                .find();
    }

    private static Pattern literal(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static int words(String text) {
        return matches(text, WORD);
    }

    static int sentences(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(text);
        int count = 0;
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            count += text.substring(start, end).isBlank() ? 0 : 1;
            start = end;
        }
        return count;
    }

    /// Splits a text; only the first and the last part may be blank, and they then do not count. Empty if another one
    /// is blank.
    static Optional<List<String>> parts(String text, String separator) {
        String[] all = text.split(Pattern.quote(separator), -1);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (!all[i].isBlank()) {
                parts.add(all[i]);
            } else if (i > 0 && i < all.length - 1) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }

    static int highlights(String text) {
        return filled(HIGHLIGHT.matcher(text)) + filled(STRONG_HIGHLIGHT.matcher(text));
    }

    private static int filled(Matcher matcher) {
        return (int)
                matcher.results().filter(result -> !result.group(1).isBlank()).count();
    }

    static boolean hasTitle(String text) {
        return TITLE.matcher(text).results().anyMatch(result -> !result.group(1).isBlank());
    }

    static boolean isJson(String text) {
        String inner = FENCE.matcher(text.strip()).replaceFirst("");
        String json = inner.endsWith("```") ? inner.substring(0, inner.length() - 3) : inner;
        try {
            return !json.isBlank() && !JSON.readTree(json).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    static String unquoted(String text) {
        String open = text.startsWith("\"") ? text.substring(1) : text;
        return open.endsWith("\"") ? open.substring(0, open.length() - 1) : open;
    }

    static int capitalWords(String text) {
        return (int) TOKEN.matcher(text)
                .results()
                .map(result -> result.group())
                .filter(word -> hasLetters(word) && word.equals(word.toUpperCase(Locale.ROOT)))
                .count();
    }

    static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }
}
