package io.plumbline.guardrails.secret;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.scan.Chars;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.Spans;
import io.plumbline.guardrails.scan.Trigger;

/// The secret half of an AWS key pair: forty characters of base64 with no mark of their own, so they count only
/// as the value of something whose name holds `secret`, in whatever notation (`secretAccessKey: "…"`,
/// `AWS_SECRET_ACCESS_KEY=…`). Looked for from the value backwards, since a span must be found where it begins.
final class AwsSecretKeyRecognizer implements Recognizer {

    private static final String KEYWORD = "secret";
    private static final int LENGTH = 40;
    private static final int MAX_NAME = 32;
    private static final int MAX_ASSIGNMENT = 8;
    private static final double IN_CONTEXT = 0.85;

    @Override
    public String name() {
        return "secret.aws_secret_key";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return "AWS_SECRET_KEY";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter().and(Trigger.atDigits()).and(Trigger.anywhere("/+"));
    }

    @Override
    public int maxLength() {
        return LENGTH + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int name = nameEnd(text, at);
        if (name < 0 || !namesSecret(text, name)) {
            return;
        }
        int length = text.length();
        int i = at;
        while (i < length && i - at <= LENGTH && isValue(text.charAt(i))) {
            i++;
        }
        if (i == length && i - at <= LENGTH) {
            spans.unsettled(at);
        }
        if (i - at == LENGTH && isMixed(text, at, i)) {
            spans.found(this, at, i, IN_CONTEXT, "forty characters as the value of a secret key");
        }
    }

    /// Where the name of what is assigned here ends; -1 if nothing is. Answers at the second character for the
    /// words of prose.
    private static int nameEnd(CharSequence text, int value) {
        boolean assigned = false;
        int i = value;
        int limit = Math.max(0, value - MAX_ASSIGNMENT);
        while (i > limit && isAssignment(text.charAt(i - 1))) {
            i--;
            assigned |= text.charAt(i) == '=' || text.charAt(i) == ':' || text.charAt(i) == '>';
        }
        return assigned ? i : -1;
    }

    private static boolean namesSecret(CharSequence text, int end) {
        int limit = Math.max(0, end - MAX_NAME);
        for (int i = end - 1; i >= limit && isName(text.charAt(i)); i--) {
            if (Chars.hasAt(text, i, KEYWORD)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(char c) {
        return Chars.isAsciiLetter(c) || c == '_' || c == '-';
    }

    private static boolean isAssignment(char c) {
        return c == '=' || c == ':' || c == ' ' || c == '"' || c == '\'' || c == '`' || c == '\\' || c == '>';
    }

    private static boolean isValue(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '/' || c == '+';
    }

    /// Random base64 has letters of both cases and digits; a hexadecimal digest has not.
    private static boolean isMixed(CharSequence text, int start, int end) {
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
            digit |= c >= '0' && c <= '9';
        }
        return upper && lower && digit;
    }
}
