package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values whose names identify them as secrets: of a known issuer if the name and the form of the value agree,
/// else any random-looking value under a name such as `api_key`.
final class AssignedSecretRecognizer implements Recognizer {

    static final String GENERIC = "GENERIC_SECRET";

    private static final int SHORTEST = 10;
    private static final int LONGEST = 320;
    private static final int LONGEST_GENERIC = 200;
    private static final double OF_ISSUER = 0.85;
    private static final double BY_NAME = 0.65;
    private static final double GENERIC_BITS = 3.2;
    private static final List<String> EXAMPLES = List.of(
            "example",
            "sample",
            "placeholder",
            "changeme",
            "change_me",
            "your_",
            "your-",
            "xxxx",
            "****",
            "dummy",
            "<",
            "${",
            "{{",
            "process.env",
            "os.environ",
            "getenv",
            "localhost",
            "1234567890",
            "abcdefgh");

    private final Map<Character, List<AssignedFormat>> byFirstLetter = new HashMap<>();
    private final Map<String, Recognizer> kinds = new HashMap<>();

    AssignedSecretRecognizer(List<AssignedFormat> formats) {
        for (AssignedFormat format : formats) {
            for (String name : format.names()) {
                byFirstLetter
                        .computeIfAbsent(name.charAt(0), letter -> new ArrayList<>())
                        .add(format);
            }
            kinds.put(format.entityType(), new SecretKind(format.entityType()));
        }
        kinds.put(GENERIC, this);
    }

    @Override
    public String name() {
        return "secret.generic_secret";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return GENERIC;
    }

    @Override
    public List<String> entityTypes() {
        return kinds.keySet().stream().sorted().toList();
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter()
                .and(Trigger.atDigits())
                .and(Trigger.anywhere("/+"))
                .afterWordsIn(AssignedName.LAST_LETTERS);
    }

    @Override
    public int maxLength() {
        return LONGEST + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int nameEnd = AssignedName.nameEnd(text, at);
        if (nameEnd < 0) {
            return;
        }
        int limit = Math.min(text.length(), at + LONGEST);
        int end = at;
        while (end < limit && CredentialCharacters.ANY_TOKEN.has(text.charAt(end))) {
            end++;
        }
        int nameStart = AssignedName.nameStart(text, nameEnd);
        if (end == text.length() && mayBeSecret(text, nameStart, nameEnd)) {
            spans.unsettled(at);
        }
        while (end > at && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ':')) {
            end--;
        }
        if (end - at >= SHORTEST && end < at + LONGEST && endsHere(Chars.at(text, end))) {
            report(text, at, end, nameStart, nameEnd, spans);
        }
    }

    private void report(CharSequence text, int at, int end, int nameStart, int nameEnd, Spans spans) {
        AssignedFormat format = format(text, at, end, nameStart, nameEnd);
        if (format != null) {
            Recognizer kind = kinds.getOrDefault(format.entityType(), this);
            spans.found(kind, at, end, OF_ISSUER, "form of an issuer's credential, under the issuer's name");
        } else if (end - at <= LONGEST_GENERIC
                && SecretNames.speak(text, nameStart, nameEnd)
                && looksRandom(text, at, end)) {
            spans.found(this, at, end, BY_NAME, "random value under the name of a secret");
        }
    }

    private @Nullable AssignedFormat format(CharSequence text, int at, int end, int nameStart, int nameEnd) {
        for (int i = nameStart; i < nameEnd; i++) {
            List<AssignedFormat> formats = byFirstLetter.get(Character.toLowerCase(text.charAt(i)));
            if (formats != null) {
                for (AssignedFormat format : formats) {
                    if (anyAt(text, i, nameEnd, format.names()) && format.matches(text, at, end)) {
                        return isExample(text, at, end) ? null : format;
                    }
                }
            }
        }
        return null;
    }

    private boolean mayBeSecret(CharSequence text, int nameStart, int nameEnd) {
        for (int i = nameStart; i < nameEnd; i++) {
            List<AssignedFormat> formats = byFirstLetter.get(Character.toLowerCase(text.charAt(i)));
            if (formats != null) {
                for (AssignedFormat format : formats) {
                    if (anyAt(text, i, nameEnd, format.names())) {
                        return true;
                    }
                }
            }
        }
        return SecretNames.speak(text, nameStart, nameEnd);
    }

    private static boolean anyAt(CharSequence text, int at, int nameEnd, List<String> names) {
        for (String name : names) {
            if (at + name.length() <= nameEnd && Chars.hasAt(text, at, name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether digits and letters alternate often, as in no word or name.
    private static boolean looksRandom(CharSequence text, int start, int end) {
        int digits = 0;
        int letters = 0;
        int turns = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            digits += Chars.isDigit(c) ? 1 : 0;
            letters += Chars.isAsciiLetter(c) ? 1 : 0;
            turns += i > start && kind(c) != kind(text.charAt(i - 1)) ? 1 : 0;
        }
        return digits >= 2
                && letters >= 2
                && 5 * turns >= end - start
                && Entropy.of(text, start, end) >= GENERIC_BITS
                && !isExample(text, start, end);
    }

    private static int kind(char c) {
        return c >= 'a' && c <= 'z' ? 0 : c >= 'A' && c <= 'Z' ? 1 : Chars.isDigit(c) ? 2 : 3;
    }

    private static boolean isExample(CharSequence text, int start, int end) {
        String value = text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
        return EXAMPLES.stream().anyMatch(value::contains) && !value.endsWith("examplekey");
    }

    private static boolean endsHere(char after) {
        return after == '\0'
                || Character.isWhitespace(after)
                || "\"'`;,)}]&<\\|".indexOf(after) >= 0
                || (after > 127 && !Character.isLetterOrDigit(after));
    }

    /// The identity of findings of one issuer's credentials; recognizes nothing itself.
    private record SecretKind(String entityType) implements Recognizer {
        @Override
        public String name() {
            return "secret." + entityType.toLowerCase(Locale.ROOT);
        }

        @Override
        public Category category() {
            return Category.SECRET;
        }

        @Override
        public Trigger trigger() {
            return Trigger.anywhere("");
        }

        @Override
        public int maxLength() {
            return LONGEST + 1;
        }

        @Override
        public void recognize(CharSequence text, int at, Spans spans) {}
    }
}
