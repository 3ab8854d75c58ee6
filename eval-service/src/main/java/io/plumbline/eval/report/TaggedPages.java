package io.plumbline.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/// Lays text out on A4 pages, top to bottom, and tags it. Characters that the embedded font lacks become question
/// marks. Not thread-safe.
final class TaggedPages implements AutoCloseable {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 50;
    private static final float GAP = 6;
    private static final float LEADING = 1.35f;
    private static final float FOOTER = 8;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    private final PDDocument document = new PDDocument();
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement root;
    private final PDFont font;
    private final String title;
    /// By page, the element of each marked content.
    private final List<COSArray> parents = new ArrayList<>();
    private @Nullable PDPageContentStream open;
    private float y;

    /// A cell of a table.
    ///
    /// @param scope `Row` or `Column` for a header; null otherwise
    record Cell(String text, @Nullable String scope) {}

    TaggedPages(String title) throws IOException {
        this.title = title;
        try (InputStream in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT))) {
            this.font = PDType0Font.load(document, in);
        }
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setMarkInfo(marked);
        document.getDocumentCatalog().setLanguage("en");
        document.getDocumentCatalog().setViewerPreferences(preferences);
        document.getDocumentCatalog().setStructureTreeRoot(tree);
        document.getDocumentInformation().setTitle(title);
        root = child(tree, StandardStructureTypes.DOCUMENT);
    }

    PDStructureElement root() {
        return root;
    }

    PDStructureElement child(PDStructureNode parent, String type) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /// Writes a paragraph or heading.
    void text(PDStructureElement parent, String type, String text, float size) throws IOException {
        PDStructureElement element = child(parent, type);
        List<String> lines = wrap(text, size, WIDTH);
        y -= size / 2;
        int from = 0;
        while (from < lines.size()) {
            room(size * LEADING * Math.min(2, lines.size() - from));
            int fit = Math.max(1, (int) ((y - MARGIN) / (size * LEADING)));
            List<String> here = lines.subList(from, Math.min(lines.size(), from + fit));
            block(element, type, here, size, MARGIN, y);
            y -= here.size() * size * LEADING;
            from += here.size();
        }
        space();
    }

    /// Writes a row. It is kept on one page.
    void row(PDStructureElement table, List<Cell> cells, float size) throws IOException {
        PDStructureElement row = child(table, StandardStructureTypes.TR);
        float column = WIDTH / cells.size();
        List<List<String>> wrapped = new ArrayList<>();
        int most = 1;
        for (Cell cell : cells) {
            List<String> lines = wrap(cell.text(), size, column - GAP);
            wrapped.add(lines);
            most = Math.max(most, lines.size());
        }
        room(most * size * LEADING);
        for (int i = 0; i < cells.size(); i++) {
            String scope = cells.get(i).scope();
            String type = scope == null ? StandardStructureTypes.TD : StandardStructureTypes.TH;
            PDStructureElement element = child(row, type);
            if (scope != null) {
                PDTableAttributeObject attributes = new PDTableAttributeObject();
                attributes.setScope(scope);
                element.addAttribute(attributes);
            }
            block(element, type, wrapped.get(i), size, MARGIN + i * column, y);
        }
        y -= most * size * LEADING + 2;
    }

    void space() {
        y -= GAP;
    }

    private void block(PDStructureElement element, String type, List<String> lines, float size, float x, float top)
            throws IOException {
        PDPageContentStream to = Objects.requireNonNull(open);
        PDPage page = document.getPage(document.getNumberOfPages() - 1);
        COSArray marks = parents.getLast();
        COSDictionary reference = new COSDictionary();
        reference.setItem(COSName.TYPE, COSName.getPDFName("MCR"));
        reference.setItem(COSName.PG, page);
        reference.setInt(COSName.MCID, marks.size());
        kids(element).add(reference);
        element.setPage(page);
        to.beginMarkedContent(COSName.getPDFName(type), marks.size());
        marks.add(element.getCOSObject());
        float at = top - size;
        for (String line : lines) {
            write(to, line, size, x, at);
            at -= size * LEADING;
        }
        to.endMarkedContent();
    }

    private static COSArray kids(PDStructureElement element) {
        if (element.getCOSObject().getDictionaryObject(COSName.K) instanceof COSArray known) {
            return known;
        }
        COSArray kids = new COSArray();
        element.getCOSObject().setItem(COSName.K, kids);
        return kids;
    }

    private void room(float height) throws IOException {
        if (open == null || y - height < MARGIN) {
            newPage();
        }
    }

    private void newPage() throws IOException {
        if (open != null) {
            open.close();
        }
        PDPage page = new PDPage(PDRectangle.A4);
        page.setStructParents(parents.size());
        parents.add(new COSArray());
        document.addPage(page);
        PDPageContentStream next = new PDPageContentStream(document, page);
        next.beginMarkedContent(COSName.ARTIFACT);
        List<String> footer = wrap(title, FOOTER, WIDTH - 2 * MARGIN);
        write(next, footer.getFirst() + " · page " + document.getNumberOfPages(), FOOTER, MARGIN, MARGIN - 20);
        next.endMarkedContent();
        open = next;
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private void write(PDPageContentStream to, String line, float size, float x, float at) throws IOException {
        to.beginText();
        to.setFont(font, size);
        to.newLineAtOffset(x, at);
        to.showText(line);
        to.endText();
    }

    /// Ends the document and writes it.
    void save(OutputStream out) throws IOException {
        if (open == null) {
            newPage();
        }
        Objects.requireNonNull(open).close();
        open = null;
        COSArray numbers = new COSArray();
        for (int i = 0; i < parents.size(); i++) {
            numbers.add(COSInteger.get(i));
            numbers.add(parents.get(i));
        }
        COSDictionary parentTree = new COSDictionary();
        parentTree.setItem(COSName.NUMS, numbers);
        tree.getCOSObject().setItem(COSName.PARENT_TREE, parentTree);
        tree.setParentTreeNextKey(parents.size());
        document.save(out);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
        document.close();
    }

    private String shown(String text) {
        Map<Integer, Boolean> known = new HashMap<>();
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .map(c -> known.computeIfAbsent(c, this::isInFont) ? c : '?')
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private boolean isInFont(int character) {
        try {
            font.encode(Character.toString(character));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Breaks at spaces, and within words that are longer than a line.
    private List<String> wrap(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : shown(text.replaceAll("\\s+", " ")).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && length(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (line.isEmpty() && length(rest, size) > width) {
                int fits = rest.length();
                while (fits > 1 && length(rest.substring(0, fits), size) > width) {
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

    private float length(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }
}
