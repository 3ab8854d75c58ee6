package io.plumbline.console.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.jspecify.annotations.Nullable;

/// Lays text out on A4 pages, top to bottom, with a footer on each page. Characters that the embedded font lacks
/// become question marks. Not thread-safe.
final class PdfPages implements AutoCloseable {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 50;
    private static final float LABEL_WIDTH = 70;
    private static final float LEADING = 1.35f;
    private static final float SMALL = 8.5f;
    private static final float NORMAL = 10;

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private final PDFont mono = new PDType1Font(Standard14Fonts.FontName.COURIER);
    private final String footer;
    private @Nullable PDPageContentStream page;
    private float y;

    PdfPages(String footer) throws IOException {
        this.footer = footer;
        try (InputStream in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT))) {
            this.font = PDType0Font.load(document, in);
        }
    }

    void title(String text) throws IOException {
        lines(text, font, 18, MARGIN);
        y -= 6;
    }

    void heading(String text) throws IOException {
        y -= 10;
        lines(text, font, 13, MARGIN);
        y -= 3;
    }

    void text(String text) throws IOException {
        lines(text, font, NORMAL, MARGIN);
        y -= 4;
    }

    /// Starts a part that is kept with its first lines.
    void item(String text) throws IOException {
        y -= 8;
        if (y < MARGIN + 90) {
            newPage();
        }
        lines(text, font, NORMAL + 1, MARGIN);
        y -= 1;
    }

    /// Writes lines verbatim.
    void code(String text) throws IOException {
        for (String line : text.strip().split("\n", -1)) {
            lines(line.isEmpty() ? " " : line, mono, SMALL, MARGIN);
        }
        y -= 4;
    }

    void pair(String label, String text) throws IOException {
        List<String> wrapped = wrap(text, font, SMALL, width() - LABEL_WIDTH);
        room(SMALL);
        float first = y;
        write(label, font, SMALL, MARGIN, first);
        for (String line : wrapped) {
            room(SMALL);
            write(line, font, SMALL, MARGIN + LABEL_WIDTH, y);
            y -= SMALL * LEADING;
        }
    }

    /// Returns the finished document.
    byte[] bytes() throws IOException {
        if (page == null) {
            newPage();
        }
        Objects.requireNonNull(page).close();
        page = null;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
        }
        document.close();
    }

    private static float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    private void lines(String text, PDFont in, float size, float x) throws IOException {
        for (String line : wrap(text, in, size, width())) {
            room(size);
            write(line, in, size, x, y);
            y -= size * LEADING;
        }
    }

    private void room(float size) throws IOException {
        if (page == null || y - size < MARGIN) {
            newPage();
        }
    }

    private void newPage() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next);
        write(footer + " · page " + document.getNumberOfPages(), font, SMALL, MARGIN, MARGIN - 20);
        y = PDRectangle.A4.getHeight() - MARGIN - 14;
    }

    private void write(String text, PDFont in, float size, float x, float at) throws IOException {
        PDPageContentStream to = Objects.requireNonNull(page);
        to.beginText();
        to.setFont(in, size);
        to.newLineAtOffset(x, at);
        to.showText(shown(text, in));
        to.endText();
    }

    private static String shown(String text, PDFont in) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            try {
                in.encode(one);
                shown.append(one);
            } catch (IOException | IllegalArgumentException e) {
                shown.append('?');
            }
        });
        return shown.toString();
    }

    /// Breaks at spaces, and within words that are longer than a line.
    private static List<String> wrap(String text, PDFont in, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : shown(text.replaceAll("\\s+", " "), in).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && length(line + " " + rest, in, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (line.isEmpty() && length(rest, in, size) > width) {
                int fits = rest.length();
                while (fits > 1 && length(rest.substring(0, fits), in, size) > width) {
                    fits--;
                }
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static float length(String text, PDFont in, float size) throws IOException {
        return in.getStringWidth(text) / 1000 * size;
    }
}
