package io.plumbline.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.report.CommitteeReport.Fact;
import io.plumbline.eval.report.CommitteeReport.Section;
import io.plumbline.eval.report.CommitteeReport.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.junit.jupiter.api.Test;

class TaggedPdfTest {

    @Test
    void tagsHeadingsAndTablesInReadingOrderOverPages() throws IOException {
        List<List<String>> rows = Collections.nCopies(80, List.of("roma", "-0.300 → of all decisions"));
        String paragraph = "A sentence about the figures. ".repeat(300);

        byte[] pdf = TaggedPdf.write(new CommitteeReport(
                "FAIL",
                "Bias of support@3",
                List.of(new Fact("Target", "support@3")),
                List.of(
                        new Section("Decisions", List.of(paragraph), new Table(List.of("Group", "Value"), rows)),
                        new Section("Limits", "English only."))));

        assertThat(PdfText.of(pdf))
                .contains("FAIL · Bias of support@3", "Decisions", "roma", "English only.", "page 2");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            List<String> types = new ArrayList<>();
            collect(document.getDocumentCatalog().getStructureTreeRoot(), types);
            assertThat(types.subList(0, 3)).containsExactly("Document", "H1", "Table");
            assertThat(types).containsSubsequence("H2", "P", "Table", "TR", "TH", "TH", "TR", "TH", "TD", "H2", "P");
            assertThat(types.stream().filter("TD"::equals)).hasSize(81);
            int key = 0;
            for (PDPage page : document.getPages()) {
                assertThat(page.getStructParents()).isEqualTo(key++);
            }
        }
    }

    private static void collect(PDStructureNode node, List<String> types) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                types.add(element.getStructureType());
                collect(element, types);
            }
        }
    }
}
