package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Turns the XHTML events of a parser into blocks. A table becomes one block with a row per line, its cells
/// between `|`. Not thread-safe.
final class BlockCollector extends DefaultHandler {

    private static final Set<String> HIDDEN = Set.of("head", "script", "style", "template", "noscript");
    private static final Set<String> PAGES = Set.of("page", "slide-content", "slide");

    private final Consumer<Block> sink;
    private final StringBuilder text = new StringBuilder();
    private final List<String> rows = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();
    private BlockKind kind = BlockKind.PARAGRAPH;
    private int level;
    private int page;
    private int hidden;
    private int lists;
    private int tables;
    private int code;

    BlockCollector(Consumer<Block> sink) {
        this.sink = sink;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String name = localName.toLowerCase(Locale.ROOT);
        if (hidden > 0 || HIDDEN.contains(name)) {
            hidden++;
            return;
        }
        if (name.equals("table")) {
            if (tables++ == 0) {
                flush();
            }
            return;
        }
        if (tables > 0) {
            startInTable(name);
            return;
        }
        switch (name) {
            case "div" -> {
                flush();
                String type = attributes.getValue("class");
                if (type != null && PAGES.contains(type)) {
                    page++;
                }
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" -> begin(BlockKind.HEADING, name.charAt(1) - '0');
            case "p" -> {
                if (kind != BlockKind.LIST_ITEM || !text.toString().isBlank()) {
                    begin(BlockKind.PARAGRAPH, 0);
                }
            }
            case "ul", "ol" -> {
                flush();
                lists++;
            }
            case "li" -> begin(BlockKind.LIST_ITEM, Math.max(lists, 1));
            case "pre" -> {
                begin(BlockKind.CODE, 0);
                code++;
            }
            case "br" -> text.append('\n');
            default -> {
                // An element within a text.
            }
        }
    }

    private void startInTable(String name) {
        switch (name) {
            case "tr" -> row.setLength(0);
            case "td", "th" -> text.setLength(0);
            case "br", "p", "div", "li" -> text.append(' ');
            default -> {
                // An element within a text.
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        String name = localName.toLowerCase(Locale.ROOT);
        if (hidden > 0) {
            hidden--;
            return;
        }
        if (tables > 0) {
            endInTable(name);
            return;
        }
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "div", "body" -> flush();
            case "pre" -> {
                flush();
                code = Math.max(0, code - 1);
            }
            case "ul", "ol" -> {
                flush();
                lists = Math.max(0, lists - 1);
            }
            default -> {
                // An element within a text.
            }
        }
    }

    private void endInTable(String name) {
        switch (name) {
            case "td", "th" -> {
                row.append(row.isEmpty() ? "| " : " | ").append(oneLine(text).replace("|", "\\|"));
                text.setLength(0);
            }
            case "tr" -> {
                if (!row.toString().replace("|", "").isBlank()) {
                    rows.add(row.append(" |").toString());
                }
                row.setLength(0);
            }
            case "table" -> {
                if (--tables == 0) {
                    text.setLength(0);
                    if (!rows.isEmpty()) {
                        sink.accept(new Block(BlockKind.TABLE, String.join("\n", rows), 0, page));
                        rows.clear();
                    }
                }
            }
            default -> {
                // An element within a text.
            }
        }
    }

    private void begin(BlockKind next, int nextLevel) {
        flush();
        kind = next;
        level = nextLevel;
    }

    private void flush() {
        String found = code > 0 ? text.toString().strip() : oneLine(text);
        text.setLength(0);
        if (!found.isBlank()) {
            sink.accept(new Block(kind, found, level, page));
        }
        kind = BlockKind.PARAGRAPH;
        level = 0;
    }

    private static String oneLine(CharSequence text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !line.isEmpty();
            } else if (c >= ' ') {
                if (space) {
                    line.append(' ');
                    space = false;
                }
                line.append(c);
            }
        }
        return line.toString();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (hidden == 0) {
            if (text.length() + length > FileReaders.MAX_CHARACTERS) {
                throw new TextLimitException();
            }
            text.append(characters, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        characters(characters, start, length);
    }

    @Override
    public void endDocument() {
        flush();
    }
}
