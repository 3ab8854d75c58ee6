package io.plumbline.registry.card;

import io.plumbline.registry.card.CardTables.Section;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/// A card as Markdown and as an HTML page. Values of the record are escaped: they are text in either, never markup.
final class CardText {

    private static final String MARKUP = "\\`*_{}[]()<>#|~&!";
    private static final String NOTHING = "Nothing is recorded.";

    private CardText() {}

    static String markdown(ModelCard card) {
        StringBuilder text =
                new StringBuilder("# ").append(escaped(CardTables.title(card))).append('\n');
        for (Section section : CardTables.of(card)) {
            text.append("\n## ").append(section.title()).append("\n\n");
            if (section.isEmpty()) {
                text.append(NOTHING).append('\n');
            } else {
                List<String> columns = section.rows().getFirst();
                text.append(row(columns))
                        .append("| --- ".repeat(columns.size()))
                        .append("|\n");
                section.rows().stream().skip(1).forEach(row -> text.append(row(row)));
            }
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(CardText::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.chars().forEach(c -> {
            if (MARKUP.indexOf(c) >= 0) {
                text.append('\\');
            }
            text.append(Character.isISOControl(c) ? ' ' : (char) c);
        });
        return text.toString();
    }

    static String html(ModelCard card) {
        String title = HtmlUtils.htmlEscape(CardTables.title(card), "UTF-8");
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title></head>\n<body>\n<main>\n<h1>")
                .append(title)
                .append("</h1>\n");
        for (Section section : CardTables.of(card)) {
            page.append("<h2>").append(section.title()).append("</h2>\n");
            if (section.isEmpty()) {
                page.append("<p>").append(NOTHING).append("</p>\n");
            } else {
                page.append("<table>\n<thead>")
                        .append(cells(section.rows().getFirst(), "th", " scope=\"col\""))
                        .append("</thead>\n<tbody>\n");
                section.rows().stream()
                        .skip(1)
                        .forEach(row -> page.append(cells(row, "td", "")).append('\n'));
                page.append("</tbody>\n</table>\n");
            }
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String cells(List<String> cells, String element, String attributes) {
        return cells.stream()
                .map(cell ->
                        "<" + element + attributes + ">" + HtmlUtils.htmlEscape(cell, "UTF-8") + "</" + element + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
