package io.plumbline.guardrails.output;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.List;

/// Renders the findings in a text harmless and keeps as much as possible readable: markup is displayed instead of
/// rendered, addresses are printed instead of linked, images become their descriptions, formulas become text,
/// control sequences are removed. Code for a shell, a database or an interpreter cannot be displayed harmlessly;
/// its entity type replaces it, as for findings about anything but insecure output.
public final class SafeRendering {

    private static final String[] SCHEMES = {"javascript", "vbscript", "livescript", "data"};

    private SafeRendering() {}

    /// The text with these findings rendered safely.
    ///
    /// @param findings in order of start; of overlapping ones, the first applies to the shared part
    public static String render(String text, List<Finding> findings) {
        if (findings.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 64);
        int kept = 0;
        for (Finding finding : findings) {
            int start = Math.max(kept, finding.start());
            if (start < finding.end()) {
                out.append(text, kept, start);
                render(finding, text.substring(start, finding.end()), out);
                kept = finding.end();
            }
        }
        return out.append(text, kept, text.length()).toString();
    }

    private static void render(Finding finding, String span, StringBuilder out) {
        if (finding.category() != Category.INSECURE_OUTPUT) {
            name(finding, out);
            return;
        }
        switch (Threat.valueOf(finding.entityType())) {
            case CROSS_SITE_SCRIPTING -> {
                if (isReadable(span)) {
                    escape(span, out);
                } else {
                    name(finding, out);
                }
            }
            case SERVER_SIDE_REQUEST -> defang(span, out);
            case DATA_EXFILTRATION -> description(span, out);
            case FORMULA_INJECTION -> out.append('\'').append(span);
            case TERMINAL_ESCAPE -> {
                // gone
            }
            default -> name(finding, out);
        }
    }

    private static void name(Finding finding, StringBuilder out) {
        out.append('[').append(finding.entityType()).append(']');
    }

    /// Whether the payload stands in the span in clear, not encoded.
    private static boolean isReadable(String span) {
        return span.indexOf('<') >= 0 && span.indexOf('%') < 0 && span.indexOf('\\') < 0 && span.indexOf("&#") < 0;
    }

    private static void escape(String span, StringBuilder out) {
        for (int i = 0; i < span.length(); i++) {
            char c = span.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case ':' -> {
                    disarmScheme(out);
                    out.append(c);
                }
                default -> out.append(c);
            }
        }
    }

    /// Changes the scheme just written to an unknown one.
    private static void disarmScheme(StringBuilder out) {
        for (String scheme : SCHEMES) {
            int start = out.length() - scheme.length();
            if (start >= 0 && out.substring(start).equalsIgnoreCase(scheme)) {
                out.setLength(start);
                out.append("unsafe");
                return;
            }
        }
    }

    /// `http://169.254.1.1/x` as `hxxp[:]//169[.]254[.]1[.]1/x`.
    private static void defang(String span, StringBuilder out) {
        String named = span.regionMatches(true, 0, "http", 0, 4) ? "hxxp" + span.substring(4) : span;
        int slashes = named.indexOf("//");
        int path = slashes < 0 ? -1 : named.indexOf('/', slashes + 2);
        int hostEnd = path < 0 ? named.length() : path;
        for (int i = 0; i < named.length(); i++) {
            char c = named.charAt(i);
            if ((c == ':' || c == '.') && i < hostEnd) {
                out.append('[').append(c).append(']');
            } else {
                out.append(c);
            }
        }
    }

    /// The text of a link or an image, without its target.
    private static void description(String span, StringBuilder out) {
        int open = span.indexOf('[');
        int close = span.lastIndexOf("](");
        if (open >= 0 && close > open) {
            out.append(span, open + 1, close);
        } else {
            out.append('[').append(Threat.DATA_EXFILTRATION.name()).append(']');
        }
    }
}
