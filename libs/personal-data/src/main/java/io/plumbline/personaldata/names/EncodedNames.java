package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import io.plumbline.personaldata.text.DecodedText;
import io.plumbline.personaldata.text.Escapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds names of people in base64 or with URL-encoded spaces (`Jessica%20Lee`): text that the rules recognize as
/// a name once it is decoded.
final class EncodedNames {

    private static final double LEAST = 0.6;
    private static final double DECODED = 0.9;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 344;
    private static final int WORDS = 12;
    private static final long ENDS = Trait.set(ASSIGN, AMPERSAND, SLASH, QUOTE, COMMA, COLON, BRACKET, BAR, AT, HASH);

    /// A word without any of these begins nothing here.
    private static final long BEGINS = Trait.set(MIXED, ALPHANUMERIC, SYMBOL);

    private final Words words;
    private final List<Mention> found;

    private EncodedNames(Words words, List<Mention> found) {
        this.words = words;
        this.found = found;
    }

    static void find(Words words, List<Mention> found) {
        EncodedNames names = new EncodedNames(words, found);
        int i = words.next(0, BEGINS);
        while (i < words.count()) {
            i = words.next(Math.max(i + 1, names.at(i)), BEGINS);
        }
    }

    private int at(int i) {
        if (words.is(i, MIXED.bit | ALPHANUMERIC.bit) && words.length(i) >= SHORTEST && words.length(i) <= LONGEST) {
            int end = padded(words, i + 1);
            return add(DecodedText.of(words.text(), words.start(i), words.end(end - 1)), i, end);
        }
        return words.is(i, SYMBOL.bit) && words.first(i) == '%' && words.isGlued(i) && words.isGlued(i + 1)
                ? escaped(i)
                : i;
    }

    /// One past the signs that pad base64 to whole groups.
    static int padded(Words words, int end) {
        int i = end;
        while (i < end + 2 && words.is(i, ASSIGN.bit) && words.isGlued(i) && words.first(i) == '=') {
            i++;
        }
        return i;
    }

    private int escaped(int percent) {
        int from = percent - 1;
        while (from > percent - WORDS && words.isGlued(from) && !words.is(from - 1, ENDS)) {
            from--;
        }
        int to = percent + 1;
        while (to < percent + WORDS && words.isGlued(to) && !words.is(to, ENDS)) {
            to++;
        }
        StringBuilder clear = new StringBuilder();
        int escapes = Escapes.read(
                words.text(),
                words.start(from),
                words.end(to - 1),
                (codePoint, _, _) -> clear.appendCodePoint(codePoint));
        return escapes == 0 ? percent : add(clear.toString(), from, to);
    }

    private int add(@Nullable String decoded, int from, int to) {
        if (decoded == null || decoded.indexOf(' ') < 0) {
            return from;
        }
        List<Mention> mentions = new ArrayList<>();
        Words inside = new Words(decoded);
        Sight.find(inside);
        PersonRules.find(inside, mentions);
        boolean named = mentions.stream().anyMatch(each -> each.entity() == Entity.PERSON && each.score() >= LEAST);
        if (!named) {
            return from;
        }
        found.add(new Mention(Entity.PERSON, from, to, DECODED, "a name that is encoded"));
        return to;
    }
}
