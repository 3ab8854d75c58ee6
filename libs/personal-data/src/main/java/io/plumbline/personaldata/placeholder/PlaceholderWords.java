package io.plumbline.personaldata.placeholder;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads text that was redacted in an earlier call, as a stored response is, for detectors that judge language.
/// The random letters of a placeholder resemble whatever a classifier's corpora contained of the kind.
public final class PlaceholderWords {

    private static final String LETTER = "[" + PlaceholderCodes.LETTERS + "]";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\[(?<type>[A-Z][A-Z0-9_]{1,60})_%1$s{%2$d}[%3$s]%1$s{%4$d}_%1$s{%5$d,%6$d}]"
                    .formatted(
                            LETTER,
                            PlaceholderVault.RARE_AT,
                            PlaceholderVault.RARE,
                            PlaceholderVault.TAG_LENGTH - PlaceholderVault.RARE_AT - 1,
                            PlaceholderCodes.SHORTEST,
                            PlaceholderCodes.LONGEST));

    private PlaceholderWords() {}

    /// Returns the text with each placeholder of any vault as the words of its type, `email address`, and spaces
    /// instead of its other characters. All other characters keep their places.
    public static String in(String text) {
        return text.indexOf('[') < 0 ? text : PLACEHOLDER.matcher(text).replaceAll(PlaceholderWords::words);
    }

    private static String words(MatchResult placeholder) {
        String type = placeholder.group("type").toLowerCase(Locale.ROOT).replace('_', ' ');
        int rest = placeholder.end() - placeholder.start() - 1 - type.length();
        return " " + type + " ".repeat(rest);
    }
}
