package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.document.StructuredFormat;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.List;
import java.util.Map;

/// A stream of plain text.
final class TextStreamRedactor implements StreamRedactor {

    private final StringBuilder out = new StringBuilder();
    private final SpanScanner scanner;
    private final Redaction redaction;
    private final Passages passages;
    private final RedactionWindow window;

    TextStreamRedactor(SpanScanner scanner, Redaction redaction, Passages passages) {
        this.scanner = scanner;
        this.redaction = redaction;
        this.passages = passages;
        this.window = new RedactionWindow(scanner, redaction, passages, Deadline.NONE, new Plain());
    }

    @Override
    public StreamRedactor inDocument(StructuredFormat format, Map<String, Field> fields) {
        return new DocumentStreamRedactor(format, fields, scanner, redaction, passages, Deadline.NONE);
    }

    @Override
    public StreamRedactor pastQuestions() {
        return new TextStreamRedactor(scanner, redaction.pastQuestions(), passages);
    }

    @Override
    public String push(CharSequence piece) {
        window.text().append(piece);
        window.advance();
        return taken();
    }

    @Override
    public String finish() {
        window.complete();
        return taken();
    }

    @Override
    public Action decision() {
        return window.decision();
    }

    @Override
    public boolean isOutOfTime() {
        return window.isOutOfTime();
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

    private final class Plain implements RedactionWindow.Piece {
        @Override
        public void keep(int from, int to) {
            out.append(window.text(), from, to);
        }

        @Override
        public void replace(String replacement) {
            out.append(replacement);
        }

        @Override
        public void drop(int characters) {
            // plain text has no positions of its own beside the window's
        }
    }
}
