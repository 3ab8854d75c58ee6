package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.document.StructureLexer;
import io.plumbline.personaldata.document.StructuredFormat;
import io.plumbline.personaldata.document.TextEvents;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stream of a document. Each name, value, number and cell is a text of its own. Every character keeps its
/// written form: text that is kept passes unchanged, and only redacted text is rewritten.
final class DocumentStreamRedactor implements StreamRedactor {

    private static final String BY_FIELD = "field";

    /// A longer field value is not read to its end: its replacement does not depend on the rest.
    private static final int LONGEST_FIELD = 10_000;

    private final StringBuilder out = new StringBuilder();
    private final Written written = new Written();
    private final StructuredFormat format;
    private final Map<String, Field> fields;
    private final SpanScanner scanner;
    private final Redaction redaction;
    private final Passages passages;
    private final Deadline deadline;
    private final RedactionWindow window;
    private final StructureLexer lexer;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private @Nullable Field field;
    private boolean byField;
    private boolean inText;
    private boolean bare;

    /// @param fields by the name of column or member
    DocumentStreamRedactor(
            StructuredFormat format,
            Map<String, Field> fields,
            SpanScanner scanner,
            Redaction redaction,
            Passages passages,
            Deadline deadline) {
        this.format = format;
        this.fields = Map.copyOf(fields);
        this.scanner = scanner;
        this.redaction = redaction;
        this.passages = passages;
        this.deadline = deadline;
        this.window = new RedactionWindow(scanner, redaction, passages, deadline, written);
        this.lexer = format.lexer(new Events());
    }

    @Override
    public StreamRedactor inDocument(StructuredFormat other, Map<String, Field> otherFields) {
        return new DocumentStreamRedactor(other, otherFields, scanner, redaction, passages, deadline);
    }

    @Override
    public StreamRedactor pastQuestions() {
        return new DocumentStreamRedactor(format, fields, scanner, redaction.pastQuestions(), passages, deadline);
    }

    @Override
    public String push(CharSequence piece) {
        lexer.take(piece);
        if (inText && field == null) {
            window.advance();
            locate();
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
        return byField ? window.decision().or(Action.REDACT) : window.decision();
    }

    @Override
    public boolean isOutOfTime() {
        return window.isOutOfTime();
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public List<String> places() {
        return List.copyOf(places);
    }

    private String taken() {
        String taken = out.toString();
        out.setLength(0);
        return taken;
    }

    /// Takes over the window's findings in the text.
    private void locate() {
        List<Finding> found = window.takeFindings();
        for (Finding finding : found) {
            lexer.callName("<" + finding.entityType() + ">");
            findings.add(finding);
            places.add(lexer.place());
        }
    }

    private void replaceField(Field known) {
        String before = value.toString();
        if (before.isBlank() || (bare && before.equals("null"))) {
            out.append(before);
            return;
        }
        byField = true;
        findings.add(new Finding(BY_FIELD, Category.PII, known.entityType(), 0, before.length(), 1, null));
        places.add(lexer.place());
        format.write(redaction.replacement(known, before), bare, out);
    }

    private final class Events implements TextEvents {
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
            field = fields.isEmpty() ? null : fields.get(name.toString());
            value.setLength(0);
            if (field == null) {
                String context = name.isEmpty() ? "" : name + ": ";
                window.restart(context);
                for (int i = 0; i < context.length(); i++) {
                    written.add(context.subSequence(i, i + 1));
                }
            }
        }

        @Override
        public void character(char c, CharSequence how) {
            if (field != null) {
                if (value.length() < LONGEST_FIELD) {
                    value.append(c);
                }
            } else if (!window.isStopped()) {
                window.text().append(c);
                written.add(how);
            }
        }

        @Override
        public void textEnds() {
            if (field == null) {
                window.complete();
                locate();
            } else if (!window.isStopped()) {
                replaceField(field);
            }
            inText = false;
        }
    }

    /// The written form of each character of the window, and where it ends.
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
            format.write(replacement, bare, out);
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
