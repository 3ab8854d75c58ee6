package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.secret.TokenFormat.Part;
import io.plumbline.personaldata.text.Chars;
import java.util.Locale;

/// Credentials with their issuer's mark that stand by themselves. A valid checksum makes one certain; one with
/// hardly varied characters is an example, and weak.
final class TokenRecognizer implements Recognizer {

    private static final double STRUCTURED = 0.95;
    private static final double EXAMPLE = 0.3;
    private static final String OF_SIGNED_REQUESTS = "credential=";
    private static final String EXAMPLES_SAY = "example";
    private static final int SHORT_MARK = 4;
    private static final int REFUSED = -1;
    private static final int OPEN = -2;

    private final TokenFormat format;
    private final TokenChecksum checksum;
    private final String name;
    private final Part[] parts;
    private final int longest;

    TokenRecognizer(TokenFormat format, TokenChecksum checksum) {
        this.format = format;
        this.checksum = checksum;
        this.name = "secret." + format.entityType().toLowerCase(Locale.ROOT);
        this.parts = format.parts().toArray(new Part[0]);
        this.longest = format.longest() + 1;
    }

    TokenFormat format() {
        return format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return format.entityType();
    }

    @Override
    public Trigger trigger() {
        String mark = format.mark();
        char first = mark.charAt(0);
        if (!Chars.isAsciiAlphanumeric(first)) {
            return Trigger.anywhere(String.valueOf(first));
        }
        Trigger trigger = Chars.isDigit(first) ? Trigger.atDigits() : Trigger.atTokenStart(String.valueOf(first));
        return trigger.beginning((one, second) -> one == first && (mark.length() == 1 || second == mark.charAt(1)));
    }

    @Override
    public int maxLength() {
        return longest;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int end = match(text, at);
        if (end == REFUSED || (at > 0 && joins(text.charAt(at - 1)))) {
            return;
        }
        if (end == OPEN) {
            spans.unsettled(at);
            return;
        }
        if (end == text.length()) {
            spans.unsettled(at);
        }
        if (Chars.joins(Chars.at(text, end)) || isWithinEncoded(text, at, end)) {
            return;
        }
        if (checksum.holds(text, at, end)) {
            spans.found(this, at, end, 1.0, "form and checksum of its issuer");
        } else {
            boolean varied = Entropy.isVaried(text, at + format.mark().length(), end) && !isDocumented(text, at, end);
            spans.found(this, at, end, varied ? STRUCTURED : EXAMPLE, "form of its issuer");
        }
    }

    /// `X-Amz-Credential=AKIAIOSFODNN7EXAMPLE/…`: the address of a signed request as printed in documentation,
    /// with a key id that its issuer has reserved for examples.
    private static boolean isDocumented(CharSequence text, int at, int end) {
        if (!Chars.hasAt(text, at - OF_SIGNED_REQUESTS.length(), OF_SIGNED_REQUESTS)) {
            return false;
        }
        for (int i = at; i + EXAMPLES_SAY.length() <= end; i++) {
            if (Chars.hasAt(text, i, EXAMPLES_SAY)) {
                return true;
            }
        }
        return false;
    }

    /// Whether base64 continues on either side: a short mark occurs by chance in long enough base64.
    private boolean isWithinEncoded(CharSequence text, int at, int end) {
        return format.mark().length() <= SHORT_MARK
                && (Chars.at(text, at - 1) == '+' || isEncoded(Chars.at(text, end)));
    }

    private static boolean isEncoded(char after) {
        return after == '+' || after == '/';
    }

    private static boolean joins(char before) {
        return CredentialCharacters.BASE64_URL.has(before) && before != '_' && before != '-';
    }

    /// Where it ends; [#OPEN] if the text ends before that is known.
    private int match(CharSequence text, int at) {
        int i = at;
        for (Part part : parts) {
            i = switch (part) {
                case Part.Letters letters -> matchLetters(text, i, letters.text());
                case Part.Run run -> matchRun(text, i, run);
            };
            if (i < 0) {
                return i;
            }
        }
        return i;
    }

    private static int matchLetters(CharSequence text, int at, String letters) {
        int length = text.length();
        for (int k = 0; k < letters.length(); k++) {
            if (at + k == length) {
                return OPEN;
            }
            if (text.charAt(at + k) != letters.charAt(k)) {
                return REFUSED;
            }
        }
        return at + letters.length();
    }

    private static int matchRun(CharSequence text, int at, Part.Run run) {
        int limit = Math.min(text.length(), at + run.most());
        int i = at;
        while (i < limit && run.alphabet().has(text.charAt(i))) {
            i++;
        }
        if (i == text.length() && i < at + run.most() && i - at < run.fewest()) {
            return OPEN;
        }
        return i - at >= run.fewest() ? i : REFUSED;
    }
}
