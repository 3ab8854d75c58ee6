package io.plumbline.eval.report;

import io.plumbline.eval.report.CommitteeReport.Fact;
import io.plumbline.eval.report.CommitteeReport.Section;
import io.plumbline.eval.report.CommitteeReport.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/// Writes a report as a tagged PDF for reading aloud: title and language, headings, paragraphs and tables with header
/// cells, in reading order; footers are artifacts. Not checked by a PDF/UA validator.
public final class TaggedPdf {

    private static final float TITLE = 17;
    private static final float HEADING = 13;
    private static final float NORMAL = 10;
    private static final float SMALL = 8.5f;

    private TaggedPdf() {}

    public static byte[] write(CommitteeReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TaggedPages pages = new TaggedPages(report.outcome() + " · " + report.title())) {
            pages.text(pages.root(), StandardStructureTypes.H1, report.outcome() + " · " + report.title(), TITLE);
            table(
                    pages,
                    List.of("Fact", "Value"),
                    report.facts().stream()
                            .map((Fact fact) -> List.of(fact.name(), fact.text()))
                            .toList());
            for (Section section : report.sections()) {
                pages.text(pages.root(), StandardStructureTypes.H2, section.heading(), HEADING);
                for (String paragraph : section.paragraphs()) {
                    pages.text(pages.root(), StandardStructureTypes.P, paragraph, NORMAL);
                }
                Table table = section.table();
                if (!table.rows().isEmpty()) {
                    table(pages, table.columns(), table.rows());
                }
            }
            pages.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(TaggedPages pages, List<String> columns, List<List<String>> rows) throws IOException {
        PDStructureElement table = pages.child(pages.root(), StandardStructureTypes.TABLE);
        List<TaggedPages.Cell> head = columns.stream()
                .map(column -> new TaggedPages.Cell(column, "Column"))
                .toList();
        pages.row(table, head, SMALL);
        for (List<String> row : rows) {
            List<TaggedPages.Cell> cells = new ArrayList<>();
            for (String cell : row) {
                cells.add(new TaggedPages.Cell(cell, cells.isEmpty() ? "Row" : null));
            }
            pages.row(table, cells, SMALL);
        }
        pages.space();
    }
}
