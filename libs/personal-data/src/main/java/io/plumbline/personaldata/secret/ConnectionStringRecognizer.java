package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;

/// URLs that contain a password: `postgresql://user:password@host`. The finding is the user information; scheme
/// and host remain readable.
///
/// Found from its `@` backwards; an unescaped space or slash in a user or a password ends it.
final class ConnectionStringRecognizer implements Recognizer {

    private static final int MAX_USER_INFORMATION = 90;
    private static final double LIKELY = 0.9;
    private static final double EXAMPLE = 0.4;

    @Override
    public String name() {
        return "secret.connection_string";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public String entityType() {
        return "CONNECTION_STRING";
    }

    @Override
    public Trigger trigger() {
        return Trigger.anywhere("@");
    }

    @Override
    public int maxLength() {
        return MAX_USER_INFORMATION + 2;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int start = authorityStart(text, at);
        if (start < 0 || start == at) {
            return;
        }
        if (at + 1 == text.length()) {
            spans.unsettled(start);
            return;
        }
        int colon = indexOf(text, ':', start, at);
        if (colon < 0 || colon + 1 == at || !startsHost(text.charAt(at + 1))) {
            return;
        }
        boolean example = isPlaceholder(text.subSequence(colon + 1, at).toString());
        spans.found(this, start, at, example ? EXAMPLE : LIKELY, "user and password within an address");
    }

    private static boolean startsHost(char c) {
        return Chars.joins(c) || c == '[';
    }

    @Override
    public int openTail(CharSequence text) {
        int start = authorityStart(text, text.length());
        return start < 0 ? text.length() : start;
    }

    /// Where the user information that ends here begins; -1 if there is no `://` before it.
    private static int authorityStart(CharSequence text, int end) {
        int limit = Math.max(0, end - MAX_USER_INFORMATION);
        for (int i = end; i > limit; i--) {
            char c = text.charAt(i - 1);
            if (c == '/') {
                return Chars.at(text, i - 2) == '/' && Chars.at(text, i - 3) == ':' ? i : -1;
            }
            if (Character.isWhitespace(c) || c == '"' || c == '\'' || c == '<' || c == '>') {
                return -1;
            }
        }
        return -1;
    }

    private static int indexOf(CharSequence text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPlaceholder(String password) {
        return password.startsWith("$")
                || password.startsWith("{")
                || password.startsWith("%")
                || password.startsWith("[")
                || password.equalsIgnoreCase("password")
                || password.equalsIgnoreCase("pass")
                || password.equalsIgnoreCase("pwd")
                || password.chars().allMatch(c -> c == '*' || c == 'x');
    }
}
