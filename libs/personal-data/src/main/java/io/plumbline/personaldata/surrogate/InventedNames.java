package io.plumbline.personaldata.surrogate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names of invented persons: gender-neutral given names and frequent family names, of the language that a name's
/// letters suggest.
final class InventedNames {

    private static final String[] TITLES = {
        "mr", "mrs", "ms", "mx", "dr", "prof", "sir", "herr", "frau", "mme", "m", "sr", "sra"
    };

    private InventedNames() {}

    /// Keeps titles, initials, capitals and the order of names.
    static @Nullable String person(String value, Dice dice) {
        NameList names = NameList.of(value);
        if (names == null) {
            return null;
        }
        if (names.isJoined() && value.indexOf(' ') < 0) {
            return names.family(dice) + names.given(dice);
        }
        String[] words = value.trim().split("\\s+", -1);
        int first = isTitle(words[0]) && words.length > 1 ? 1 : 0;
        boolean familyFirst = words[first].endsWith(",") || names.isJoined();
        StringBuilder made = new StringBuilder(first == 1 ? words[0] : "");
        for (int i = first; i < words.length; i++) {
            String word = words[i];
            boolean family = words.length - first > 1 ? i == (familyFirst ? first : words.length - 1) : first == 1;
            if (!family && isInitial(word)) {
                word = (char) ('A' + dice.below(26)) + ".";
            } else if (family || i == (familyFirst ? first + 1 : first)) {
                word = (family ? names.family(dice) : names.given(dice)) + (word.endsWith(",") ? "," : "");
            } else {
                continue;
            }
            made.append(made.isEmpty() ? "" : " ").append(word);
        }
        return inCase(value, made.toString());
    }

    /// A name in the form used before the `@` of an address.
    static String account(Dice dice) {
        return (NameList.ENGLISH.given(dice) + "." + NameList.ENGLISH.family(dice)).toLowerCase(Locale.ROOT);
    }

    static String inCase(String value, String made) {
        if (value.equals(value.toUpperCase(Locale.ROOT)) && value.length() > 1) {
            return made.toUpperCase(Locale.ROOT);
        }
        return value.equals(value.toLowerCase(Locale.ROOT)) ? made.toLowerCase(Locale.ROOT) : made;
    }

    private static boolean isInitial(String word) {
        return word.length() <= 2
                && Character.isUpperCase(word.charAt(0))
                && (word.length() == 1 || word.charAt(1) == '.');
    }

    private static boolean isTitle(String word) {
        String bare = (word.endsWith(".") ? word.substring(0, word.length() - 1) : word).toLowerCase(Locale.ROOT);
        for (String title : TITLES) {
            if (title.equals(bare)) {
                return true;
            }
        }
        return false;
    }
}
