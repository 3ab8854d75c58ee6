package io.plumbline.registry.knowledge.connector.source;

import org.jspecify.annotations.Nullable;

/// The formats of texts in JSON and in databases.
public enum TextFormat {
    TEXT(".txt"),
    MARKDOWN(".md"),
    HTML(".html");

    private static final int MAX_NAME = 200;

    private final String extension;

    TextFormat(String extension) {
        this.extension = extension;
    }

    /// Returns a document that begins with its title.
    ///
    /// @param title null for none
    SourceEntry.Text document(String id, @Nullable String title, String text) {
        String heading = title == null ? "" : title.replaceAll("\\s+", " ").strip();
        String name = (heading.isEmpty() ? id : heading).replace('/', ' ').replace('\\', ' ');
        String shortened = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
        return new SourceEntry.Text(shortened + extension, heading.isEmpty() ? text : headed(heading, text));
    }

    private String headed(String heading, String text) {
        return switch (this) {
            case TEXT -> heading + "\n\n" + text;
            case MARKDOWN -> "# " + heading + "\n\n" + text;
            case HTML -> "<h1>" + heading.replace("&", "&amp;").replace("<", "&lt;") + "</h1>\n" + text;
        };
    }
}
