package io.plumbline.eval.benchmark.instruction;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a text may be in a language: by the script of most of its letters, and for languages of the Latin script by
/// their most frequent words. Other languages with the same script are not distinguished.
final class LanguageGuess {

    private static final Map<String, UnicodeScript> SCRIPTS = Map.ofEntries(
            Map.entry("ar", UnicodeScript.ARABIC),
            Map.entry("fa", UnicodeScript.ARABIC),
            Map.entry("ur", UnicodeScript.ARABIC),
            Map.entry("he", UnicodeScript.HEBREW),
            Map.entry("ru", UnicodeScript.CYRILLIC),
            Map.entry("uk", UnicodeScript.CYRILLIC),
            Map.entry("bg", UnicodeScript.CYRILLIC),
            Map.entry("mk", UnicodeScript.CYRILLIC),
            Map.entry("el", UnicodeScript.GREEK),
            Map.entry("hi", UnicodeScript.DEVANAGARI),
            Map.entry("mr", UnicodeScript.DEVANAGARI),
            Map.entry("ne", UnicodeScript.DEVANAGARI),
            Map.entry("bn", UnicodeScript.BENGALI),
            Map.entry("pa", UnicodeScript.GURMUKHI),
            Map.entry("gu", UnicodeScript.GUJARATI),
            Map.entry("kn", UnicodeScript.KANNADA),
            Map.entry("ml", UnicodeScript.MALAYALAM),
            Map.entry("ta", UnicodeScript.TAMIL),
            Map.entry("te", UnicodeScript.TELUGU),
            Map.entry("th", UnicodeScript.THAI),
            Map.entry("ko", UnicodeScript.HANGUL),
            Map.entry("zh", UnicodeScript.HAN));

    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            words("en", "the and of to is in that it for you with are this on as be not have or at"),
            words("de", "der die und das ist nicht ein eine zu den mit von auf sich auch für dem sie wir ich"),
            words("fr", "le la les des et est une que dans pour pas qui sur avec ce au vous nous plus il"),
            words("es", "el los las una que es para con por no se su como más pero muy del al está y"),
            words("it", "il che di non per una sono con del della anche più si questo gli nel alla ma è le"),
            words("pt", "o os uma que não para com em do da dos é mais por como ao se são mas na"),
            words("nl", "de het een en van is niet dat op te zijn voor met die aan ook maar er je wij"),
            words("sv", "och att det som en är på för med inte av till den har jag ett om vi men så"),
            words("fi", "ja on ei että se hän oli joka mutta kun niin myös tai ovat kuin voi sen tämä ne mitä"),
            words("pl", "i w nie na się z do to jest że jak o ale co dla po tak są przez od"),
            words("vi", "và là của có không một được cho trong những người với các này khi đã để tôi về ở"),
            words("sw", "na ya wa kwa ni za katika kuwa hii la yake kama cha watu yao huo sana hiyo pia kila"),
            words("id", "yang dan di dengan untuk tidak ini itu dari ke pada adalah akan juga saya atau bisa"),
            words("tr", "ve bir bu için da de ile çok ne daha gibi ama olarak var en ben sen o mi kadar"),
            words("ro", "și de la în un o nu că pe cu este mai din pentru sunt ce au să care se"));

    private LanguageGuess() {}

    private static Map.Entry<String, Set<String>> words(String language, String words) {
        return Map.entry(language, Arrays.stream(words.split(" ")).collect(Collectors.toUnmodifiableSet()));
    }

    /// @param language ISO 639-1, with or without a region; an unknown one may be any
    static boolean mayBe(String text, String language) {
        String wanted = language.toLowerCase(Locale.ROOT).split("-", 2)[0];
        Map<UnicodeScript, Long> letters = text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.groupingBy(script -> script, Collectors.counting()));
        long all = letters.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return true;
        }
        if (wanted.equals("ja")) {
            return of(letters, UnicodeScript.HIRAGANA) + of(letters, UnicodeScript.KATAKANA) > 0;
        }
        UnicodeScript script = SCRIPTS.get(wanted);
        if (script != null) {
            return 2 * of(letters, script) > all;
        }
        return 2 * of(letters, UnicodeScript.LATIN) > all && (!WORDS.containsKey(wanted) || isMostly(text, wanted));
    }

    private static long of(Map<UnicodeScript, Long> letters, UnicodeScript script) {
        return letters.getOrDefault(script, 0L);
    }

    /// Whether no other language has more of its frequent words in the text.
    private static boolean isMostly(String text, String wanted) {
        Map<String, Integer> hits = new HashMap<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
            WORDS.forEach((language, words) -> hits.merge(language, words.contains(word) ? 1 : 0, Integer::sum));
        }
        int best = hits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return hits.getOrDefault(wanted, 0) == best;
    }
}
