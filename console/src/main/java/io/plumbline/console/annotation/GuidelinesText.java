package io.plumbline.console.annotation;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/// Renders guidelines, which people of the team write in Markdown. HTML in them is shown as text, and links lead
/// only to http, https and mail addresses.
final class GuidelinesText {

    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    /// Returns HTML; empty without guidelines.
    public String html(@Nullable String markdown) {
        return markdown == null ? "" : renderer.render(parser.parse(markdown));
    }
}
