package io.plumbline.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/// Writes a report as a self-contained HTML file, to read or print.
public final class ReportHtml {

    private static final String TEMPLATE = "eval/committee-report";
    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'";

    private final ITemplateEngine templates;

    public ReportHtml(ITemplateEngine templates) {
        this.templates = templates;
    }

    public String write(CommitteeReport report) {
        return templates.process(
                TEMPLATE, new Context(Locale.ROOT, Map.of("policy", POLICY, "style", STYLE, "report", report)));
    }

    private static String style() {
        try (InputStream style = ReportHtml.class.getResourceAsStream("/eval/report.css")) {
            return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
