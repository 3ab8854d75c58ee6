package io.plumbline.registry.knowledge.extraction;

import static io.plumbline.registry.knowledge.extraction.OfficeFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of files in the processes that read them.
class ExtractorIT {

    private static final Extractor extractor = new Extractor(new ExtractionProperties(1, Duration.ofSeconds(60), 128));

    private static final byte[] DOCX = OfficeFiles.docx(
            "Leave", "Staff have 30 days of leave.", List.of(List.of("Years", "Days"), List.of("5", "32")));

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        extractor.close();
    }

    private List<Block> read(DocumentFormat format, byte[] content) throws Exception {
        return extractor
                .read(format, Files.write(folder.resolve("file"), content))
                .blocks();
    }

    @Test
    void keepsHeadingsTablesAndPages() throws Exception {
        assertThat(read(DocumentFormat.DOCX, DOCX))
                .containsExactly(
                        Block.heading(1, "Leave", 0),
                        Block.paragraph("Staff have 30 days of leave.", 0),
                        new Block(BlockKind.TABLE, "| Years | Days |\n| 5 | 32 |", 0, 0));
        assertThat(read(DocumentFormat.PDF, OfficeFiles.pdf("First page.", "Second page.")))
                .containsExactly(Block.paragraph("First page.", 1), Block.paragraph("Second page.", 2));
        assertThat(read(DocumentFormat.PPTX, OfficeFiles.pptx("Opening", "Closing")))
                .extracting(Block::text, Block::page)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Opening", 1),
                        org.assertj.core.groups.Tuple.tuple("Closing", 2));
        assertThat(read(DocumentFormat.XLSX, OfficeFiles.xlsx("Rates", List.of(List.of("EUR", "1.0")))))
                .containsExactly(Block.heading(1, "Rates", 0), new Block(BlockKind.TABLE, "| EUR | 1.0 |", 0, 0));
    }

    @Test
    void readsTextFormats() throws Exception {
        assertThat(read(DocumentFormat.HTML, bytes("""
                        <html><head><title>T</title><script>evil()</script></head><body><h2>Rules &amp; more</h2>
                        <p>One <b>bold</b> word.</p><ul><li>First</li></ul>
                        <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x|y</td></tr></table></body></html>
                        """)))
                .containsExactly(
                        Block.heading(2, "Rules & more", 0),
                        Block.paragraph("One bold word.", 0),
                        new Block(BlockKind.LIST_ITEM, "First", 1, 0),
                        new Block(BlockKind.TABLE, "| A | B |\n| 1 | x\\|y |", 0, 0));
        assertThat(read(DocumentFormat.MARKDOWN, bytes("# Title\n\nText.")))
                .containsExactly(Block.heading(1, "Title", 0), Block.paragraph("Text.", 0));
        assertThat(read(DocumentFormat.CSV, bytes("a;b\n1;\"x\ny\"\n")))
                .containsExactly(new Block(BlockKind.TABLE, "| a | b |\n| 1 | x y |", 0, 0));
        assertThat(read(DocumentFormat.JSON, bytes("{\"rate\": {\"EUR\": 1.5}, \"notes\": [\"a\", \"b\"]}")))
                .containsExactly(Block.paragraph("rate.EUR: 1.5", 0), Block.paragraph("notes: a\nnotes: b", 0));
        assertThat(read(DocumentFormat.TEXT, "Übergang".getBytes(StandardCharsets.UTF_16)))
                .containsExactly(Block.paragraph("Übergang", 0));
        assertThat(read(DocumentFormat.TEXT, "Übergang".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(Block.paragraph("Übergang", 0));
    }

    @Test
    void readsMessagesWithoutAttachments() throws Exception {
        assertThat(read(DocumentFormat.EML, bytes("""
                        From: a@example.org
                        To: b@example.org
                        Subject: Limits
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=b

                        --b
                        Content-Type: text/plain; charset=utf-8

                        The limit is 500.
                        --b
                        Content-Type: application/zip
                        Content-Disposition: attachment; filename="x.zip"
                        Content-Transfer-Encoding: base64

                        UEsDBAoAAAAAAA==
                        --b--
                        """.replace("\n", "\r\n"))))
                .containsExactly(Block.heading(1, "Limits", 0), Block.paragraph("The limit is 500.", 0));
    }

    static Stream<Arguments> refusesHostileFiles() throws Exception {
        byte[] macros = OfficeFiles.with(DOCX, "word/vbaProject.bin", new byte[] {1});
        byte[] bomb = OfficeFiles.with(DOCX, "word/document.xml", new byte[250_000_000]);
        byte[] deep = bytes("[".repeat(100_000));
        byte[] pdf = OfficeFiles.pdf("Text");
        return Stream.of(
                Arguments.of("zero bytes", DocumentFormat.PDF, new byte[0], Refusal.EMPTY),
                Arguments.of("blank text", DocumentFormat.TEXT, bytes(" \n "), Refusal.EMPTY),
                Arguments.of("macros", DocumentFormat.DOCX, macros, Refusal.MACROS),
                Arguments.of("a zip bomb", DocumentFormat.DOCX, bomb, Refusal.TOO_LARGE),
                Arguments.of("an archive", DocumentFormat.DOCX, OfficeFiles.zip("a.zip", DOCX), Refusal.WRONG_FORMAT),
                Arguments.of("half an archive", DocumentFormat.DOCX, half(DOCX), Refusal.DAMAGED),
                Arguments.of("half a PDF", DocumentFormat.PDF, half(pdf), Refusal.DAMAGED),
                Arguments.of("a program", DocumentFormat.PDF, bytes("#!/bin/sh\nrm -r /\n"), Refusal.WRONG_FORMAT),
                Arguments.of(
                        "a password",
                        DocumentFormat.PDF,
                        OfficeFiles.pdf("secret", new String[] {"Text"}),
                        Refusal.ENCRYPTED),
                Arguments.of("binary text", DocumentFormat.TEXT, new byte[] {65, 0, 66, 7}, Refusal.UNREADABLE_TEXT),
                Arguments.of("deep JSON", DocumentFormat.JSON, deep, Refusal.DAMAGED),
                Arguments.of(
                        "too much text", DocumentFormat.TEXT, bytes("word ".repeat(1_100_000)), Refusal.TOO_LARGE));
    }

    private static byte[] half(byte[] content) {
        return java.util.Arrays.copyOf(content, content.length / 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesHostileFiles(String name, DocumentFormat format, byte[] content, Refusal refusal) {
        assertThatThrownBy(() -> read(format, content))
                .isInstanceOfSatisfying(
                        RefusedFileException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void opensNoConnectionAndNoOtherFile() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
            Path secret = Files.writeString(folder.resolve("secret"), "TOP-SECRET");
            String entities = "<!DOCTYPE w [<!ENTITY f SYSTEM \"" + secret.toUri() + "\"><!ENTITY u SYSTEM \"" + url
                    + "\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                    + "<w:body><w:p><w:r><w:t>seen &f; &u;</w:t></w:r></w:p></w:body></w:document>";
            String page =
                    "<html><body><img src=\"" + url + "\"><iframe src=\"" + url + "\"></iframe>text</body></html>";
            assertThat(textOrRefusal(DocumentFormat.DOCX, OfficeFiles.with(DOCX, "word/document.xml", bytes(entities))))
                    .doesNotContain("TOP-SECRET");
            assertThat(textOrRefusal(DocumentFormat.HTML, bytes(page))).contains("text");
            assertThat(calls).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    private String textOrRefusal(DocumentFormat format, byte[] content) throws Exception {
        try {
            return read(format, content).toString();
        } catch (RefusedFileException e) {
            return e.refusal().name();
        }
    }

    @Test
    void killsProcessesThatTakeTooLong() throws Exception {
        try (Extractor impatient = new Extractor(new ExtractionProperties(1, Duration.ofMillis(1), 64))) {
            Path file = Files.write(folder.resolve("file"), DOCX);
            assertThatThrownBy(() -> impatient.read(DocumentFormat.DOCX, file))
                    .isInstanceOfSatisfying(
                            RefusedFileException.class,
                            e -> assertThat(e.refusal()).isEqualTo(Refusal.TIMED_OUT));
        }
    }
}
