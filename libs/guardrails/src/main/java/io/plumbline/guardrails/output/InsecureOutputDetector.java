package io.plumbline.guardrails.output;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Detects payloads in text that a program may render, run or follow without review (OWASP LLM05): browser
/// script, addresses inside the network, SQL, shell and code in the form of an attack, templates, images that
/// exfiltrate data, formulas and control sequences, also percent-, entity-, escape- and base64-encoded.
///
/// Code alone is not a finding, because models explain code routinely. It counts if it is destructive, breaks out
/// of a string or an attribute, hides itself, or accesses what it should not. Content formatted as code weighs
/// less. One pass; each character costs a table look-up, and a rule is called only where it may apply.
public final class InsecureOutputDetector implements Detector {

    static final String NAME = "output.insecure";

    /// The entity type of addresses that exfiltrate data.
    public static final String EXFILTRATION = Threat.DATA_EXFILTRATION.name();

    private static final int CHECK_MASK = 0x3FFF;
    private static final Set<Category> CATEGORIES = Set.of(Category.INSECURE_OUTPUT);
    private static final int TABLE = 128;
    private static final boolean[] CALLS = new boolean[TABLE];

    static {
        for (char c : "<:(=;'\"`$@{]|&%\\./>-_!\n\u001B".toCharArray()) {
            CALLS[c] = true;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return CATEGORIES;
    }

    @Override
    public Set<String> entityTypes(Category category) {
        return category.typesAmong(Threat.values(), threat -> Category.INSECURE_OUTPUT);
    }

    @Override
    public List<Finding> detect(InspectedText passage) {
        return detect(passage.text(), true, passage.deadline());
    }

    /// @param decode whether encoded content is decoded and inspected
    static List<Finding> detect(String text, boolean decode, Deadline deadline) {
        Snippet snippet = new Snippet(text);
        CodeSpans code = new CodeSpans(snippet);
        EncodedPayloads encoded = new EncodedPayloads(snippet, decode, deadline);
        code.lineStarts(0);
        FormulaPayloads.atCell(snippet, 0);
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if ((i & CHECK_MASK) == CHECK_MASK) {
                deadline.check();
            }
            char c = text.charAt(i);
            if (c >= TABLE) {
                TerminalPayloads.at(snippet, i, c);
            } else if (CALLS[c]) {
                if (c == '\n') {
                    code.lineStarts(i + 1);
                } else if (c == '`') {
                    code.backtick(i);
                }
                call(snippet, encoded, c, i);
            }
        }
        encoded.base64();
        List<Finding> found = snippet.findings();
        if (found.size() > 1) {
            found.sort(Comparator.comparingInt(Finding::start));
        }
        return List.copyOf(found);
    }

    private static void call(Snippet snippet, EncodedPayloads encoded, char c, int i) {
        switch (c) {
            case '<' -> MarkupPayloads.atTag(snippet, i);
            case ':' -> UrlPayloads.at(snippet, i);
            case '(' -> {
                CallPayloads.at(snippet, i);
                FetchedPayloads.atCall(snippet, i);
                SqlPayloads.atCall(snippet, i);
            }
            case '=' -> {
                MarkupPayloads.atEquals(snippet, i);
                FetchedPayloads.atEquals(snippet, i);
                SqlPayloads.atEquals(snippet, i);
            }
            case ';' -> {
                SqlPayloads.atSemicolon(snippet, i);
                ShellPayloads.atSeparator(snippet, i);
                CallPayloads.atSemicolon(snippet, i);
            }
            case '\'', '"' -> SqlPayloads.atQuote(snippet, i, c);
            case '`' -> ShellPayloads.atBacktick(snippet, i);
            case '$' -> {
                TemplatePayloads.atDollar(snippet, i);
                ShellPayloads.atDollar(snippet, i);
            }
            case '@', '{' -> TemplatePayloads.atBrace(snippet, i, c);
            case ']' -> MarkdownPayloads.at(snippet, i);
            case '|' -> {
                ShellPayloads.atPipe(snippet, i);
                FormulaPayloads.atPipe(snippet, i);
            }
            case '&', '%', '\\' -> {
                encoded.at(i, c);
                if (c == '&') {
                    ShellPayloads.atSeparator(snippet, i);
                }
            }
            case '.' -> PathPayloads.atDot(snippet, i);
            case '/' -> PathPayloads.atSlash(snippet, i);
            case '>', '-' -> ShellPayloads.atOption(snippet, i, c);
            case '_' -> CallPayloads.atUnderscore(snippet, i);
            case '\n' -> FormulaPayloads.atCell(snippet, i + 1);
            case '\u001B' -> TerminalPayloads.at(snippet, i, c);
            default -> {
                // no rule begins here
            }
        }
    }
}
