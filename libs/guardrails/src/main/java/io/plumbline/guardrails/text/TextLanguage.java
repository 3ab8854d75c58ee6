package io.plumbline.guardrails.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Recognizes the language of a text by its script and its most common small words. For rules that apply to some
/// languages only: no result is preferred to a wrong one. Linear, and reads only the beginning.
public final class TextLanguage {

    /// How much of a text is read, in UTF-16 units.
    private static final int READ = 4_000;

    private static final char FIRST_GREEK = 0x370;
    private static final int LEAST_WORDS = 3;
    private static final int LONGEST_WORD = 6;

    /// The first match counts: Japanese is written with Chinese characters too.
    private static final String[] OF_SCRIPT = {"ja", "ko", "zh", "el", "he", "th"};

    private static final String[] CODES = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "tr", "fi", "cs"
    };

    /// Frequent words of the language at the same index in [#CODES]; a word of several languages counts for each.
    private static final String[] WORDS = {
        "the and of to is that for with was this are have you not from what my please how your it we they i",
        "der die das und ist nicht ein eine ich sie mit von zu auf für dem den wir wie was bitte mein auch es",
        "le la les des et est une un pas que pour dans ce je vous nous avec sur du mon qui au ne il",
        "el la los las y es una un que de por para con no mi se su del como lo al está tu más",
        "il la di che è un una per non con sono del della mi gli ho questo come al si ma lo le anche",
        "o a os as de que e é um uma não para com do da em meu por se no na você como mais",
        "de het een en is van niet ik dat je op met voor zijn mijn er aan wij naar ook maar wat bij dit",
        "w i na nie się jest z do to że mam mój co jak dla ale czy od po jego są przez tak go",
        "och är att det som en ett på av för med inte jag den har till om var min vi kan du men så",
        "og er at det som en et på af for med ikke jeg den har til om var min vi kan du men så",
        "ve bir bu için ile de da çok ne ben var mi değil gibi daha olarak ama benim bana kadar",
        "ja on ei se että minä olen mutta kun hän niin ole tämä mitä kuin minun myös voi ovat joka",
        "a je se na v že to s z do jsem pro ale jak co si tak jako mi by už není o"
    };

    private static final Map<String, Integer> LANGUAGES_OF_WORD = languagesOfWord();

    private TextLanguage() {}

    private static Map<String, Integer> languagesOfWord() {
        Map<String, Integer> languages = new HashMap<>();
        for (int language = 0; language < WORDS.length; language++) {
            for (String word : WORDS[language].split(" ", -1)) {
                languages.merge(word, 1 << language, (some, one) -> some | one);
            }
        }
        return languages;
    }

    /// The two-letter code of a text's language; null if the text is too short, mixed, or in an unknown language.
    public static @Nullable String of(String text) {
        int end = Math.min(text.length(), READ);
        int[] words = new int[CODES.length];
        int[] letters = new int[OF_SCRIPT.length];
        int start = 0;
        for (int i = 0; i <= end; i++) {
            char c = i < end ? text.charAt(i) : ' ';
            if (Character.isLetter(c)) {
                int language = c < FIRST_GREEK ? -1 : ofScript(c);
                if (language >= 0) {
                    letters[language]++;
                }
                continue;
            }
            if (i > start && i - start <= LONGEST_WORD) {
                count(text.substring(start, i), words);
            }
            start = i + 1;
        }
        String language = byScript(letters);
        return language != null ? language : clearest(words);
    }

    private static void count(String word, int[] words) {
        int languages = LANGUAGES_OF_WORD.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
        for (int left = languages; left != 0; left &= left - 1) {
            words[Integer.numberOfTrailingZeros(left)]++;
        }
    }

    /// The only language with a letter's script, as its index in [#OF_SCRIPT]; -1 if there is none.
    private static int ofScript(char c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA -> 0;
            case HANGUL -> 1;
            case HAN -> 2;
            case GREEK -> 3;
            case HEBREW -> 4;
            case THAI -> 5;
            default -> -1;
        };
    }

    private static @Nullable String byScript(int[] letters) {
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] >= LEAST_WORDS) {
                return OF_SCRIPT[i];
            }
        }
        return null;
    }

    /// The language with the most words, if no other is close.
    private static @Nullable String clearest(int[] words) {
        int best = 0;
        for (int i = 1; i < words.length; i++) {
            if (words[i] > words[best]) {
                best = i;
            }
        }
        int second = 0;
        for (int i = 0; i < words.length; i++) {
            if (i != best) {
                second = Math.max(second, words[i]);
            }
        }
        return words[best] >= LEAST_WORDS && words[best] * 2 >= second * 3 ? CODES[best] : null;
    }
}
