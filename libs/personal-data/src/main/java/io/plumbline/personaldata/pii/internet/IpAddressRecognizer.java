package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Scoring;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;

/// IP addresses of both versions, with a zone and a prefix length if present; without port and brackets.
/// Addresses of private networks identify nobody, and score below the threshold of policies. Four numbers after a
/// word for a version are a version, and hardly an address.
public final class IpAddressRecognizer implements Recognizer {

    private static final ContextWords CONTEXT = ContextWords.of(
            "ip",
            "ipv4",
            "ipv6",
            "ip address",
            "address",
            "addr",
            "client",
            "peer",
            "host",
            "server",
            "gateway",
            "login from",
            "logged in from");
    private static final ContextWords VERSION =
            ContextWords.of("version", "versions", "release", "v", "build", "upgrade to", "firmware");

    private static final double ADDRESS = 0.6;
    private static final double PRIVATE = 0.45;

    /// Section and version numbers have four small numbers too.
    private static final double SECTION = 0.4;

    private static final double ANY = 0.1;
    private static final int MAX_LENGTH = 80;

    @Override
    public String name() {
        return "pii.ip_address";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "IP_ADDRESS";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atDigits()
                .and(Trigger.atTokenStart("abcdefABCDEF"))
                .and(Trigger.anywhere(":"))
                .endingAt(":./%");
    }

    @Override
    public int maxLength() {
        return MAX_LENGTH;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        char before = Chars.at(text, at - 1);
        char first = text.charAt(at);
        if (before == ':' || (first == ':' && Chars.joins(before))) {
            fourth(text, at, spans); // within one of version 6, or after what is none
            return;
        }
        int end = IpAddress.sixthEnd(text, at);
        int whole = end;
        if (end > at) {
            whole = IpAddress.withPrefix(text, IpAddress.withZone(text, end), 128);
            found(text, at, whole, IpAddress.isShort(text, at, end), spans);
        } else {
            fourth(text, at, spans);
        }
        unsettled(text, at, whole, spans);
    }

    private void fourth(CharSequence text, int at, Spans spans) {
        boolean inNumber = Chars.at(text, at - 1) == '.' && Chars.isDigit(Chars.at(text, at - 2));
        int end = inNumber ? at : IpAddress.fourthEnd(text, at);
        boolean goesOn = Chars.at(text, end) == '.' && Chars.isDigit(Chars.at(text, end + 1));
        if (end > at && !goesOn && !Chars.joins(Chars.at(text, end))) {
            found(text, at, IpAddress.withPrefix(text, end, 32), false, spans);
        }
        unsettled(text, at, end, spans);
    }

    /// @param doubtful whether other things are often written this way
    private void found(CharSequence text, int start, int end, boolean doubtful, Spans spans) {
        boolean small = !doubtful && IpAddress.isOfSmallNumbers(text, start);
        double address = IpAddress.isPrivate(text, start) ? PRIVATE : small ? SECTION : ADDRESS;
        double pattern = doubtful || VERSION.precede(text, start) ? ANY : address;
        String word = pattern == PRIVATE ? null : spans.contextWord(CONTEXT, text, start, end);
        Scoring scoring = new Scoring("internet address", pattern, null, word);
        spans.found(this, entityType(), start, end, PatternScores.inContext(pattern, word != null), scoring);
    }

    /// An address may continue after the end of the text.
    private static void unsettled(CharSequence text, int at, int end, Spans spans) {
        int i = Math.max(at, end);
        while (i < text.length() && i - at < MAX_LENGTH && IpAddress.isPart(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            spans.unsettled(at);
        }
    }
}
