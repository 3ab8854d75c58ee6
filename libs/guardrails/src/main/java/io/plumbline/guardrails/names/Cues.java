package io.plumbline.guardrails.names;

import static io.plumbline.guardrails.names.Trait.*;

import java.util.Set;

/// Words that announce a name: the label of a field, a salutation, a closing, `my name is`.
final class Cues {

    private static final Set<String> STRONG = Set.of(
            "name",
            "names",
            "dear",
            "regards",
            "sincerely",
            "signed",
            "attn",
            "nom",
            "nombre",
            "nome",
            "naam",
            "navn",
            "namn",
            "vorname",
            "nachname",
            "apellidos",
            "cognome",
            "cardholder",
            "patient",
            "beneficiary",
            "payee");
    private static final Set<String> GREETINGS = Set.of("dear", "hi", "hello", "hey", "cc", "attn");
    private static final Set<String> CLOSINGS = Set.of("regards", "sincerely", "cheers", "thanks", "best");
    private static final Set<String> BEING = Set.of("is", "ist", "est", "es", "er", "heet", "am");

    private Cues() {}

    /// Whether `called` or its like ends here: `ich heiße`, `je m'appelle`, `me llamo`, `mi chiamo`.
    static boolean isIntroduction(Words words, int i) {
        if (!words.is(i, LOWER.bit) || words.length(i) < 5 || words.length(i) > 8) {
            return false;
        }
        return switch (word(words, i)) {
            case "called", "named", "heiße", "heisse", "appelle", "llamo", "chiamo", "heter", "hedder", "nazywam" ->
                true;
            default -> false;
        };
    }

    /// Where the name that is announced here begins; -1 where none can.
    static int nameAfter(Words words, int i) {
        int next = i + 1;
        if (next >= words.count()) {
            return -1;
        }
        String cue = word(words, i);
        if (words.is(next, COLON.bit | ASSIGN.bit | BAR.bit)) {
            return skipOpening(words, next + 1);
        }
        if (words.is(next, QUOTE.bit) && words.is(next + 1, COLON.bit)) {
            return skipOpening(words, next + 2);
        }
        if (CLOSINGS.contains(cue)) {
            boolean line = words.is(next, COMMA.bit) && words.is(next + 1, LINE_START.bit);
            return line ? next + 1 : words.is(next, LINE_START.bit) ? next : -1;
        }
        if (words.is(next, LINE_START.bit)) {
            return -1;
        }
        if (GREETINGS.contains(cue) || isIntroduction(words, i)) {
            return next;
        }
        if (words.is(next, LOWER.bit) && words.length(next) <= 4 && BEING.contains(word(words, next))) {
            return next + 1;
        }
        return words.is(i, LOWER.bit) || words.is(i, LINE_START.bit) ? next : -1;
    }

    /// Whether whatever follows in capitals is a name, be it listed or not.
    static boolean isStrong(Words words, int i) {
        return (words.length(i) <= 11 && STRONG.contains(word(words, i))) || isIntroduction(words, i);
    }

    private static int skipOpening(Words words, int i) {
        int at = i;
        while (words.is(at, QUOTE.bit | APOSTROPHE.bit | BRACKET.bit) && at < i + 2) {
            at++;
        }
        return words.is(at, LINE_START.bit) || at >= words.count() ? -1 : at;
    }

    private static String word(Words words, int i) {
        StringBuilder folded = new StringBuilder();
        for (int at = words.start(i); at < words.end(i); at++) {
            folded.append(Letters.folded(words.text().charAt(at)));
        }
        return folded.toString();
    }
}
