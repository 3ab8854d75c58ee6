package io.plumbline.guardrails.secret;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.scan.Chars;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.Spans;
import io.plumbline.guardrails.scan.Trigger;

/// The secret half of an AWS key pair: forty characters of base64 with no mark of their own, so they count only
/// as the value of something named `secret…` or `aws_secret…`, in whatever notation (`secretAccessKey: "…"`,
/// `AWS_SECRET_ACCESS_KEY=…`).
final class AwsSecretKeyRecognizer implements Recognizer {

    private static final String KEYWORD = "secret";
    private static final int LENGTH = 40;
    private static final int MAX_NAME = 24;
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
        return Trigger.atTokenStart("sS");
    }

    @Override
    public int maxLength() {
        return KEYWORD.length() + MAX_NAME + MAX_ASSIGNMENT + LENGTH + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int length = text.length();
        int keyword = 0;
        while (keyword < KEYWORD.length() && (Chars.at(text, at + keyword) | 0x20) == KEYWORD.charAt(keyword)) {
            keyword++;
        }
        if (keyword < KEYWORD.length()) {
            if (at + keyword == length) {
                spans.unsettled(at);
            }
            return;
        }
        int name = at + keyword;
        int i = name;
        while (i < length && i - name < MAX_NAME && isName(text.charAt(i))) {
            i++;
        }
        int assignment = i;
        while (i < length && i - assignment < MAX_ASSIGNMENT && isAssignment(text.charAt(i))) {
            i++;
        }
        int value = i;
        while (i < length && i - value <= LENGTH && isValue(text.charAt(i))) {
            i++;
        }
        if (i == length && i - value <= LENGTH) {
            spans.unsettled(at);
        }
        if (value > assignment && i - value == LENGTH && isMixed(text, value, i)) {
            spans.found(this, value, i, IN_CONTEXT, "forty characters as the value of a secret key");
        }
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
