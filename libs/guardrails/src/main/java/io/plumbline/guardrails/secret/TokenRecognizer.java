package io.plumbline.guardrails.secret;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.scan.Chars;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.Spans;
import io.plumbline.guardrails.scan.Trigger;

/// Credentials with a fixed beginning, an alphabet and a length, standing by themselves.
final class TokenRecognizer implements Recognizer {

    private static final double STRUCTURED = 0.95;

    private final TokenFormat format;
    private final String name;

    TokenRecognizer(String name, TokenFormat format) {
        this.name = name;
        this.format = format;
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
        return Trigger.atTokenStart(format.prefix().substring(0, 1));
    }

    @Override
    public int maxLength() {
        return format.prefix().length() + format.longest() + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (at > 0 && format.alphabet().has(text.charAt(at - 1))) {
            return;
        }
        String prefix = format.prefix();
        int length = text.length();
        int i = at;
        for (int p = 0; p < prefix.length(); p++, i++) {
            if (i == length) {
                spans.unsettled(at);
                return;
            }
            if (text.charAt(i) != prefix.charAt(p)) {
                return;
            }
        }
        int bodyStart = i;
        while (i < length
                && i - bodyStart <= format.longest()
                && format.alphabet().has(text.charAt(i))) {
            i++;
        }
        int body = i - bodyStart;
        if (i == length && body <= format.longest()) {
            spans.unsettled(at);
        }
        if (body >= format.shortest() && body <= format.longest() && !Chars.joins(Chars.at(text, i))) {
            spans.found(this, at, i, STRUCTURED, "prefix, alphabet and length of its issuer");
        }
    }
}
