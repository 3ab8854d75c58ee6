package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Scoring;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/// User names and passwords: values assigned to a label (`user: ada`, `DB_PASS = "…"`, `"password":"…"`,
/// `IDENTIFIED BY '…'`, `'ada'@'localhost'`) or stated in a sentence (`my password is …`). Words of prose do not
/// count: an unquoted value must contain a digit or a sign.
final class CredentialRecognizer implements Recognizer {

    private static final String SIGNS = "!#$%&*+-.?@^_~";
    private static final String ENDS = " \t\r\n\"'`,;<>()[]{}|&\\";
    private static final String[] SAID = {"is", "was", "ist", "lautet", "est", "es", "é", "è"};

    private static final int LONGEST_SAID = 6;
    private static final BitSet LENGTHS_SAID = new BitSet();

    static {
        for (String word : SAID) {
            LENGTHS_SAID.set(word.length());
        }
    }

    /// The last letters of verbs that state a value.
    private static final String LAST_LETTERS = "st";

    private static final Set<String> NO_VALUES = Set.of(
            "null",
            "none",
            "true",
            "false",
            "string",
            "required",
            "password",
            "username",
            "user",
            "name",
            "undefined",
            "changeme",
            "redacted",
            "hidden",
            "optional",
            "text",
            "nil",
            "your_password",
            "your_username",
            "admin_user",
            "admin",
            "administrator",
            "root",
            "guest",
            "nobody",
            "anonymous",
            "www-data",
            "postgres");

    /// A word that only seems to contain a label.
    private static final String PASSING = "passing";

    /// Characters that do not end a label: after a comma or the end of a line comes another item.
    private static final String NO_LABEL_ENDS = ",;\n\r.!?{}<&+[/";

    private static final int ASCII = 128;
    private static final int MAX_GAP = 8;
    private static final int MAX_VALUE = 64;
    private static final int MIN_VALUE = 3;

    private final String entity;
    private final Category category;
    private final ContextWords labels;
    private final double score;

    private CredentialRecognizer(String entity, Category category, ContextWords labels, double score) {
        this.entity = entity;
        this.category = category;
        this.labels = labels;
        this.score = score;
    }

    static Recognizer userNames() {
        return new CredentialRecognizer(
                "USERNAME",
                Category.PII,
                ContextWords.of(
                        "user",
                        "username",
                        "user name",
                        "login",
                        "login name",
                        "userid",
                        "screen name",
                        "handle",
                        "account name",
                        "benutzer",
                        "benutzername",
                        "anmeldename",
                        "utilisateur",
                        "nom d'utilisateur",
                        "usuario",
                        "nombre de usuario",
                        "utente",
                        "nome utente",
                        "usuário",
                        "gebruiker",
                        "gebruikersnaam",
                        "användarnamn"),
                0.6);
    }

    static Recognizer passwords() {
        return new CredentialRecognizer(
                "PASSWORD",
                Category.SECRET,
                ContextWords.of(
                        "password",
                        "passwd",
                        "pwd",
                        "pass",
                        "passphrase",
                        "passcode",
                        "dbpass",
                        "pw",
                        "identified by",
                        "passwort",
                        "kennwort",
                        "mot de passe",
                        "contraseña",
                        "clave",
                        "senha",
                        "wachtwoord",
                        "lösenord",
                        "hasło",
                        "parola",
                        "пароль",
                        "parol",
                        "şifre",
                        "パスワード",
                        "密码",
                        "비밀번호"),
                0.75);
    }

    @Override
    public String name() {
        return "pii." + entity.toLowerCase(Locale.ROOT);
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String entityType() {
        return entity;
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter()
                .and(Trigger.atDigits())
                .and(Trigger.anywhere(SIGNS))
                .afterWordsIn(LAST_LETTERS);
    }

    @Override
    public int maxLength() {
        return MAX_VALUE + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (followsWord(text, at)) {
            return;
        }
        int gap = gapStart(text, at);
        if (gap == at
                || gap == 0
                || Chars.hasAt(text, gap - PASSING.length(), PASSING)
                || NO_LABEL_ENDS.indexOf(text.charAt(gap - 1)) >= 0) {
            return;
        }
        char quote = text.charAt(at - 1);
        boolean quoted = quote == '"' || quote == '`' || (quote == '\'' && !Chars.joins(Chars.at(text, at - 2)));
        boolean assigned = quoted || isAssigned(text, gap, at);
        int labelEnd = assigned ? gap : saidFrom(text, gap);
        if (!assigned && labelEnd == gap) {
            return;
        }
        int end = valueEnd(text, at, quoted ? quote : 0);
        if (end == text.length()) {
            spans.unsettled(at);
        }
        if (end - at < MIN_VALUE
                || end - at > MAX_VALUE
                || !isValue(text, at, end, quoted)
                || (!quoted && isExpression(text, at, end))) {
            return;
        }
        if (quoted && isBesideQuotation(text, gap, at)) {
            return;
        }
        String label = quoted && isDatabaseUser(text, end, spans, at) ? "user@host" : labels.last(text, labelEnd);
        if (label != null) {
            spans.found(this, entity, at, end, score, new Scoring("assigned value", score, null, label));
        }
    }

    /// `'ada'@'localhost'`, as databases write it, if user names are requested.
    private boolean isDatabaseUser(CharSequence text, int end, Spans spans, int at) {
        if (category != Category.PII) {
            return false;
        }
        if (end + 2 >= text.length()) {
            spans.unsettled(at);
        }
        char next = Chars.at(text, end + 2);
        return Chars.at(text, end + 1) == '@' && (next == '\'' || next == '`' || next == '"');
    }

    private static boolean isAssigned(CharSequence text, int gap, int at) {
        for (int i = gap; i < at; i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '=') {
                return true;
            }
        }
        return false;
    }

    /// Where the form of "to be" that ends here begins; the position itself if there is none.
    private static int saidFrom(CharSequence text, int end) {
        char last = text.charAt(end - 1);
        if (last < ASCII && !mayBeSaid(text, end)) {
            return end;
        }
        for (String word : SAID) {
            int start = end - word.length();
            if (Chars.hasAt(text, start, word) && !Chars.joins(Chars.at(text, start - 1))) {
                return start;
            }
        }
        return end;
    }

    /// Whether a form of "to be" may end here, by its length and last two letters, as far as it ends in ASCII.
    private static boolean mayBeSaid(CharSequence text, int end) {
        char last = text.charAt(end - 1);
        int letter = Chars.at(text, end - 2) | 0x20;
        boolean ending = (last == 's' && (letter == 'i' || letter == 'a' || letter == 'e'))
                || (last == 't' && (letter == 's' || letter == 'e'));
        return ending && LENGTHS_SAID.get(lettersBefore(text, end));
    }

    /// The number of ASCII letters that end here, counted to at most one more than the longest form of "to be".
    private static int lettersBefore(CharSequence text, int end) {
        int start = end;
        while (start > 0 && end - start <= LONGEST_SAID && Chars.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        return end - start;
    }

    /// Whether only a space separates this from a word other than a form of "to be", as between most words of
    /// prose.
    private static boolean followsWord(CharSequence text, int at) {
        return at > 2
                && text.charAt(at - 1) == ' '
                && Chars.isAsciiLetter(text.charAt(at - 2))
                && !mayBeSaid(text, at - 1);
    }

    private static int gapStart(CharSequence text, int at) {
        int limit = Math.max(0, at - MAX_GAP);
        int i = at;
        while (i > limit && " \t\"'`:=>(".indexOf(text.charAt(i - 1)) >= 0) {
            i--;
        }
        return i;
    }

    private static int valueEnd(CharSequence text, int at, char quote) {
        int limit = Math.min(text.length(), at + MAX_VALUE + 1);
        int i = at;
        while (i < limit
                && (quote == 0
                        ? ENDS.indexOf(text.charAt(i)) < 0
                        : text.charAt(i) != quote && text.charAt(i) != '\n')) {
            i++;
        }
        boolean sentence = quote == 0 && i > at && (text.charAt(i - 1) == '.' || text.charAt(i - 1) == ':');
        return sentence ? i - 1 : i;
    }

    private static boolean isValue(CharSequence text, int start, int end, boolean quoted) {
        boolean odd = quoted;
        boolean visible = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || (i == start && isPlaceholder(c, Chars.at(text, i + 1), quoted))) {
                return false;
            }
            odd |= Chars.isDigit(c) || (SIGNS.indexOf(c) >= 0 && i > start && i < end - 1);
            visible |= Chars.joins(c) && (c | 0x20) != 'x';
        }
        return odd
                && visible
                && !NO_VALUES.contains(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
    }

    /// Whether a quotation ends before this one begins, with only space between: items of a list.
    private static boolean isBesideQuotation(CharSequence text, int gap, int at) {
        char quote = text.charAt(at - 1);
        for (int i = gap; i < at - 1; i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '=' || text.charAt(i) == '>') {
                return false;
            }
        }
        return at - 2 >= gap && text.charAt(gap) == quote;
    }

    /// An expression that code assigns: a call, an element, or names joined by dots and underscores.
    private static boolean isExpression(CharSequence text, int start, int end) {
        char after = Chars.at(text, end);
        if (after == '(' || after == '[' || after == '{') {
            return true;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!Chars.isAsciiLetter(c) && c != '.' && c != '_' && c != '*') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlaceholder(char first, char second, boolean quoted) {
        return (first == '$' || first == '%') && (!quoted || second == '{' || second == '(' || second == '%');
    }
}
