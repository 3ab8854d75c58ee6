package io.plumbline.personaldata.names.word;

import static io.plumbline.personaldata.names.word.Trait.*;

/// Words that announce a name: the label of a field, a salutation, a closing, `my name is`.
public final class Cues {

    private static final WordSet STRONG = WordSet.of(
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
    private static final WordSet GREETINGS = WordSet.of("dear", "hi", "hello", "hey", "cc", "attn");
    private static final WordSet CLOSINGS = WordSet.of("regards", "sincerely", "cheers", "thanks", "best");
    private static final WordSet BEING = WordSet.of("is", "ist", "est", "es", "er", "heet", "am");

    /// The first words of the labels of fields for names, in lower case, separated by spaces.
    static final String FIELD_LABELS =
            "first last given family middle maiden full surname surnames forename forenames firstname"
                    + " lastname givenname familyname middlename maidenname fullname fname lname vorname nachname familienname"
                    + " geburtsname zuname rufname prenom nom nombre nombres apellido apellidos nome cognome sobrenome apelido"
                    + " apelidos voornaam achternaam naam imie nazwisko имя фамилия отчество 姓 名 氏 الاسم اسم اللقب";

    /// In lower case, separated by spaces.
    static final String INTRODUCING = "called named heiße heisse appelle llamo chiamo heter hedder nazywam";

    private static final WordSet INTRODUCTIONS = WordSet.of(INTRODUCING.split(" ", -1));

    private Cues() {}

    /// Whether `called` or an equivalent ends here: `ich heiße`, `je m'appelle`, `me llamo`, `mi chiamo`.
    public static boolean isIntroduction(Words words, int i) {
        return words.is(i, Lead.INTRODUCTION) && words.is(i, LOWER.bit) && INTRODUCTIONS.has(words, i);
    }

    /// Where the announced name begins; -1 if none can.
    public static int nameAfter(Words words, int i) {
        int next = i + 1;
        if (next >= words.count()) {
            return -1;
        }
        if (words.is(next, COLON.bit | ASSIGN.bit | BAR.bit)) {
            return skipOpening(words, next + 1);
        }
        if (words.is(next, QUOTE.bit) && words.is(next + 1, COLON.bit)) {
            return skipOpening(words, next + 2);
        }
        if (CLOSINGS.has(words, i)) {
            boolean line = words.is(next, COMMA.bit) && words.is(next + 1, LINE_START.bit);
            return line ? next + 1 : words.is(next, LINE_START.bit) ? next : -1;
        }
        if (words.is(next, LINE_START.bit)) {
            return -1;
        }
        if (GREETINGS.has(words, i) || isIntroduction(words, i)) {
            return next;
        }
        if (words.is(next, LOWER.bit) && words.length(next) <= 4 && BEING.has(words, next)) {
            return next + 1;
        }
        return words.is(i, LOWER.bit) || words.is(i, LINE_START.bit) ? next : -1;
    }

    /// Whether any capitalized word that follows is a name, listed or not.
    public static boolean isStrong(Words words, int i) {
        return (words.length(i) <= 11 && STRONG.has(words, i)) || isIntroduction(words, i);
    }

    private static int skipOpening(Words words, int i) {
        int at = i;
        while (words.is(at, QUOTE.bit | APOSTROPHE.bit | BRACKET.bit) && at < i + 2) {
            at++;
        }
        return words.is(at, LINE_START.bit) || at >= words.count() ? -1 : at;
    }
}
