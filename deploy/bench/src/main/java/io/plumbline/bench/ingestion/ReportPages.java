package io.plumbline.bench.ingestion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// Generated PDF reports: full pages of English, about 3,400 characters each, with numbers, a place and a name.
/// Each page has an e-mail address, which is redacted.
final class ReportPages {

    private static final int LINES = 42;
    private static final int LINE_CHARACTERS = 84;
    private static final float FONT_SIZE = 11;
    private static final float LEADING = 15;
    private static final float MARGIN = 60;
    private static final float TOP = 720;

    private static final List<String> SUBJECTS = List.of(
            "The branch",
            "Our auditor",
            "The supplier",
            "A customer of the bank",
            "The claims department",
            "The board");
    private static final List<String> ACTIONS = List.of(
            "confirmed the transfer of %d euros",
            "reported %d cases in the last quarter",
            "asked for a copy of invoice %d",
            "moved the review to week %d",
            "closed %d accounts without a balance",
            "compared the figures with the %d entries of the ledger");
    private static final List<String> ENDS = List.of(
            "because the terms had changed in spring.",
            "before the committee met in Lisbon.",
            "although the insurer had not replied.",
            "and kept the letter with the contract.",
            "as the policy on conflicts of interest demands.",
            "after a call with Mr. Lindqvist.");

    private final Random random;

    ReportPages(long seed) {
        this.random = new Random(seed);
    }

    byte[] pdf(int pages) {
        PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = 0; i < pages; i++) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, FONT_SIZE);
                    content.setLeading(LEADING);
                    content.newLineAtOffset(MARGIN, TOP);
                    for (String line : lines()) {
                        content.showText(line);
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(LINES);
        StringBuilder line =
                new StringBuilder("Questions go to office.%d@branch.example, ".formatted(random.nextInt(10_000)));
        while (lines.size() < LINES) {
            for (String word : sentence().split(" ", -1)) {
                if (line.length() + word.length() > LINE_CHARACTERS) {
                    lines.add(line.toString().strip());
                    line.setLength(0);
                }
                line.append(word).append(' ');
            }
        }
        return lines.subList(0, LINES);
    }

    private String sentence() {
        return "%s %s %s".formatted(drawn(SUBJECTS), drawn(ACTIONS).formatted(random.nextInt(1, 10_000)), drawn(ENDS));
    }

    private String drawn(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
