package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.Arrays;
import java.util.List;

/// A stream of JSON. Each name, value and number is a text of its own, of which every character remembers how
/// it was written, so that what is kept stays as it came and only what is redacted is written anew.
final class JsonStreamRedactor implements StreamRedactor {

    private final StringBuilder out = new StringBuilder();
    private final Written written = new Written();
    private final RedactionWindow window;
    private final JsonStringLexer lexer = new JsonStringLexer(new Events());
    private boolean inText;
    private boolean bare;

    JsonStreamRedactor(SpanScanner scanner, Redaction redaction, Passages passages, Deadline deadline) {
        this.window = new RedactionWindow(scanner, redaction, passages, deadline, written);
    }

    @Override
    public String push(CharSequence piece) {
        lexer.take(piece);
        if (inText) {
            window.advance();
        }
        return taken();
    }

    @Override
    public String finish() {
        lexer.finish();
        return taken();
    }

    @Override
    public Action decision() {
        return window.decision();
    }

    @Override
    public List<Finding> findings() {
        return window.findings();
    }

    private String taken() {
        String taken = out.toString();
        out.setLength(0);
        return taken;
    }

    private final class Events implements JsonStringLexer.Events {
        @Override
        public void structure(char c) {
            if (!window.isStopped()) {
                out.append(c);
            }
        }

        @Override
        public void textStarts(CharSequence name, boolean unquoted) {
            inText = true;
            bare = unquoted;
            String context = name.isEmpty() ? "" : name + ": ";
            window.restart(context);
            for (int i = 0; i < context.length(); i++) {
                written.add(context.subSequence(i, i + 1));
            }
        }

        @Override
        public void character(char c, CharSequence how) {
            if (!window.isStopped()) {
                window.text().append(c);
                written.add(how);
            }
        }

        @Override
        public void textEnds() {
            window.complete();
            inText = false;
        }
    }

    /// How the characters of the window are written, one after the other, and where each ends.
    private final class Written implements RedactionWindow.Piece {
        private final StringBuilder raw = new StringBuilder();
        private int[] ends = new int[256];
        private int count;

        private void add(CharSequence how) {
            raw.append(how);
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
            }
            ends[count++] = raw.length();
        }

        private int offset(int character) {
            return character == 0 ? 0 : ends[character - 1];
        }

        @Override
        public void keep(int from, int to) {
            out.append(raw, offset(from), offset(to));
        }

        @Override
        public void replace(String replacement) {
            if (bare) {
                out.append('"');
            }
            JsonText.escape(replacement, out);
            if (bare) {
                out.append('"');
            }
        }

        @Override
        public void drop(int characters) {
            int gone = offset(characters);
            raw.delete(0, gone);
            count -= characters;
            System.arraycopy(ends, characters, ends, 0, count);
            for (int i = 0; i < count; i++) {
                ends[i] -= gone;
            }
        }
    }
}
