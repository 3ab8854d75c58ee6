package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// JSON Web Tokens: three base64url segments of which the first two are JSON objects (`eyJ`). A token whose
/// header decodes and names an algorithm is certain.
final class JwtRecognizer implements Recognizer {

    private static final int MAX_LENGTH = 8192;
    private static final int MIN_SEGMENT = 8;
    private static final int MAX_HEADER = 1024;
    private static final double LIKELY = 0.7;
    private static final String OBJECT = "eyJ";
    private static final int REFUSED = -1;
    private static final int OPEN = -2;

    @Override
    public String name() {
        return "secret.jwt";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return "JWT";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atTokenStart("e").beginning((first, second) -> second == 'y');
    }

    @Override
    public int maxLength() {
        return MAX_LENGTH;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (at > 0 && CredentialCharacters.BASE64_URL.has(text.charAt(at - 1))) {
            return;
        }
        int limit = Math.min(text.length(), at + MAX_LENGTH);
        int header = objectSegment(text, at, limit);
        int payload = header < 0 ? header : objectSegment(text, header + 1, limit);
        if (payload == REFUSED || header == REFUSED) {
            return;
        }
        if (limit == text.length() && (payload == OPEN || header == OPEN)) {
            spans.unsettled(at);
        }
        if (payload < 0) {
            return;
        }
        int end = segmentEnd(text, payload + 1, limit);
        if (end == text.length()) {
            spans.unsettled(at);
        }
        boolean named = namesAlgorithm(text, at, header);
        spans.found(
                this,
                at,
                end,
                named ? PatternScores.CERTAIN : LIKELY,
                named ? "header that names an algorithm" : "three segments of a token");
    }

    /// The index of the dot after a segment that encodes a JSON object; [#OPEN] if the text or the maximum length
    /// ends first.
    private static int objectSegment(CharSequence text, int from, int limit) {
        for (int i = 0; i < OBJECT.length(); i++) {
            if (from + i >= limit) {
                return OPEN;
            }
            if (text.charAt(from + i) != OBJECT.charAt(i)) {
                return REFUSED;
            }
        }
        int end = segmentEnd(text, from, limit);
        if (end == limit) {
            return OPEN;
        }
        return text.charAt(end) == '.' && end - from >= MIN_SEGMENT ? end : REFUSED;
    }

    private static int segmentEnd(CharSequence text, int from, int limit) {
        int i = from;
        while (i < limit && CredentialCharacters.BASE64_URL.has(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean namesAlgorithm(CharSequence text, int start, int end) {
        if (end - start > MAX_HEADER) {
            return false;
        }
        try {
            byte[] header =
                    Base64.getUrlDecoder().decode(text.subSequence(start, end).toString());
            return new String(header, StandardCharsets.UTF_8).contains("\"alg\"");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
