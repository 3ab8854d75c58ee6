package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Lead;
import io.plumbline.personaldata.names.word.Letters;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.WordSet;
import io.plumbline.personaldata.names.word.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds names of people in field values: members of JSON (`"last": "Lovelace"`), assignments
/// (`surname=Okonkwo`), YAML, elements of XML, and columns under a header ([NameColumns]). The label is the
/// evidence: its value is a name, listed or not, unless it looks like a type, a text or an expression. Labels
/// with other uses (`first`, `nom`, `名`) count only beside another label of a name.
final class FieldNames {

    static final String SCORE_REASON = "the value of a field for names";
    static final double SCORE = 0.9;

    private static final WordSet SURE = folded(
            "surname surnames forename forenames firstname lastname givenname familyname"
                    + " middlename maidenname fullname fname lname vorname nachname familienname geburtsname zuname rufname prenom"
                    + " apellido apellidos cognome sobrenome apelidos voornaam achternaam nazwisko фамилия отчество اللقب");
    private static final WordSet PARTS = folded("first last given family middle maiden full");
    private static final WordSet NAME = folded("name names");
    private static final WordSet ARABIC_NAME = folded("الاسم اسم");
    private static final WordSet ARABIC_PARTS = folded("العائلة الكامل الأول الأخير الأب الأسرة الشخص");

    /// Values that are not names: types, constants, and other labels.
    private static final WordSet NO_NAMES = folded(
            "string str text varchar nvarchar char character null none nil undefined"
                    + " true false name names required optional unknown anonymous redacted hidden int integer boolean bool date any"
                    + " object field value column key label asc desc ascending descending default test tba todo yes no not select");

    private static final int MOST_WORDS = 4;
    private static final int LONGEST_UNSPACED = 8;
    private static final int SHORTEST_PREFIXED = 5;

    /// How many words after a label another one still belongs to the same person.
    private static final int REACH = 16;

    private static final long JOINTS = Trait.set(DASH, APOSTROPHE, DOT);

    private final Words words;
    private final List<Mention> found = new ArrayList<>();

    /// The value of a weak label, while no other label has been found beside it.
    private final List<Mention> doubtful = new ArrayList<>();

    private int lastLabel = -REACH;

    private FieldNames(Words words) {
        this.words = words;
    }

    private static WordSet folded(String list) {
        return WordSet.of(Stream.of(list.split(" ", -1)).map(FieldNames::fold).toArray(String[]::new));
    }

    private static String fold(String word) {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            folded.append(Letters.folded(word.charAt(i)));
        }
        return folded.toString();
    }

    /// In a new list.
    static List<Mention> find(Words words) {
        int label = words.next(0, Lead.FIELD);
        if (label == words.count()) {
            return new ArrayList<>();
        }
        FieldNames names = new FieldNames(words);
        while (label < words.count()) {
            label = words.next(Math.max(label + 1, names.at(label)), Lead.FIELD);
        }
        return names.found;
    }

    /// Reads at a label; returns one past what was read.
    private int at(int label) {
        int end = sureEnd(words, label);
        boolean sure = end > label;
        end = sure ? end : label + 1;
        int begin = valueAfter(label, end);
        if (begin < 0) {
            return sure ? NameColumns.find(words, label, end, found) : end;
        }
        int to = valueEnd(begin);
        if (to <= begin) {
            return end;
        }
        Mention mention = new Mention(Entity.PERSON, begin, to, SCORE, SCORE_REASON);
        if (sure || label - lastLabel <= REACH) {
            doubtful.removeIf(each -> label - each.from() > REACH);
            found.addAll(doubtful);
            doubtful.clear();
            found.add(mention);
        } else if (isQuoted(begin)) {
            doubtful.add(mention);
        }
        lastLabel = sure || !doubtful.isEmpty() || !found.isEmpty() ? label : lastLabel;
        return to;
    }

    /// One past a label that by itself announces a person's name; its own position if none begins.
    static int sureEnd(Words words, int label) {
        if (SURE.has(words, label)) {
            return label + 1;
        }
        if (words.first(label) == '姓' || words.first(label) == '氏') {
            boolean both = words.is(label + 1, Trait.GLUED.bit) && words.first(label + 1) == '名';
            return both ? label + 2 : label;
        }
        int next = label + 1;
        if (PARTS.has(words, label)) {
            next += words.is(next, ASSIGN.bit | DASH.bit) ? 1 : 0;
            return next < words.count() && NAME.has(words, next) ? next + 1 : label;
        }
        boolean arabic = ARABIC_NAME.has(words, label) && next < words.count() && ARABIC_PARTS.has(words, next);
        return arabic ? next + 1 : label;
    }

    /// Where the value assigned to a label begins; -1 if there is none.
    private int valueAfter(int label, int end) {
        int at = skip(end, '"', '\'', '\\');
        if (at >= words.count() || words.is(at, LINE_START.bit)) {
            return -1;
        }
        char sign = words.first(at);
        boolean element = sign == '>' && words.is(label - 1, BRACKET.bit | ASSIGN.bit);
        if (sign != ':' && sign != '：' && sign != '=' && !element) {
            return -1;
        }
        at++;
        if (at < words.count() && sign == '=' && words.first(at) == '>') {
            at++;
        }
        at = skip(at, '"', '\'', '\\');
        return at < words.count() && !words.is(at, LINE_START.bit) ? at : -1;
    }

    private int skip(int from, char... signs) {
        int at = from;
        while (at < Math.min(words.count(), from + 3) && new String(signs).indexOf(words.first(at)) >= 0) {
            at++;
        }
        return at;
    }

    private boolean isQuoted(int begin) {
        return words.is(begin - 1, QUOTE.bit | APOSTROPHE.bit) && words.isGlued(begin);
    }

    /// One past a value that begins here; the position itself if it is not a name.
    private int valueEnd(int begin) {
        boolean quoted = isQuoted(begin);
        int at = begin;
        while (at < words.count() && at - begin < 3 * MOST_WORDS && (at == begin || !ends(at, quoted))) {
            at++;
        }
        boolean closed = at == words.count() || ends(at, quoted);
        boolean called = at < words.count()
                && words.isGlued(at)
                && !quoted
                && "([{<.".indexOf(words.first(at)) >= 0
                && !(words.first(at) == '<' && at + 1 < words.count() && words.first(at + 1) == '/');
        return closed && !called && isName(words, begin, at, quoted) ? at : begin;
    }

    private boolean ends(int at, boolean quoted) {
        if (words.is(at, LINE_START.bit | QUOTE.bit | BRACKET.bit | COMMA.bit | BAR.bit | AMPERSAND.bit)) {
            return true;
        }
        char first = words.first(at);
        boolean quote = first == '\'' && !(words.isGlued(at) && words.isGlued(at + 1));
        return quote
                || first == '\\'
                || "。，；、（".indexOf(first) >= 0
                || (!quoted && first == '.' && !words.isGlued(at + 1));
    }

    /// Whether words can be a name: capitalized, or listed, or in a script without capitals.
    static boolean isName(Words words, int from, int to, boolean quoted) {
        int parts = 0;
        int unspaced = 0;
        for (int i = from; i < to; i++) {
            if (words.is(i, JOINTS) && i > from) {
                continue;
            }
            if (!Character.isLetter(words.first(i))
                    || words.is(i, NUMBER.bit | ALPHANUMERIC.bit)
                    || NO_NAMES.has(words, i)
                    || words.is(i, Lead.FIELD)) {
                return false;
            }
            boolean other = words.is(i, NON_LATIN.bit) && !Character.isUpperCase(words.first(i));
            boolean small = words.is(i, LOWER.bit) && !words.is(i, PARTICLE.bit | GIVEN_NAME.bit | FAMILY_NAME.bit);
            if ((small && !other) || (words.is(i, MIXED.bit) && !isDoubleCapital(words, i))) {
                return false;
            }
            unspaced += other && words.first(i) >= 0x2E80 ? words.length(i) : 0;
            parts += other && i > from && words.isGlued(i) ? 0 : 1;
        }
        boolean lone = to - from == 1 && words.is(from, LOWER.bit) && !quoted && !words.is(from, NON_LATIN.bit);
        return parts > 0 && parts <= MOST_WORDS && unspaced <= LONGEST_UNSPACED && !lone;
    }

    /// `McBride`, `DeVito`.
    private static boolean isDoubleCapital(Words words, int word) {
        CharSequence text = words.text();
        int start = words.start(word);
        int capitals = 0;
        for (int i = start; i < words.end(word); i++) {
            capitals += Character.isUpperCase(text.charAt(i)) ? 1 : 0;
        }
        char first = text.charAt(start);
        boolean known = words.is(word, FAMILY_NAME.bit | FAMILYLIKE.bit | GIVEN_NAME.bit);
        boolean prefixed = (first == 'M' || first == 'D') && words.length(word) >= SHORTEST_PREFIXED;
        return capitals == 2 && Character.isUpperCase(first) && (known || prefixed);
    }
}
