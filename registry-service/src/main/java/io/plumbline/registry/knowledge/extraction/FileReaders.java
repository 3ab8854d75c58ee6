package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.DocumentReader;
import io.plumbline.knowledge.document.MarkdownReader;
import io.plumbline.knowledge.document.PlainTextReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Reads files of each format into blocks. Attachments, images and other embedded files are ignored. Not
/// thread-safe.
final class FileReaders {

    /// The most text that a document may have.
    static final int MAX_CHARACTERS = 5_000_000;

    private static final int PDF_HEAD = 1_024;
    private static final int PDF_TAIL = 65_536;

    /// The parsers of the bodies of a message.
    private static final Parser BODIES =
            new CompositeParser(MediaTypeRegistry.getDefaultRegistry(), new TXTParser(), new JSoupParser());

    private final Consumer<Block> sink;

    /// @param sink receives the blocks in reading order, also those before a refusal
    FileReaders(Consumer<Block> sink) {
        this.sink = sink;
    }

    /// @throws RefusedFileException if the file cannot be read
    void read(DocumentFormat format, Path file) throws RefusedFileException, IOException {
        if (Files.size(file) == 0) {
            throw new RefusedFileException(Refusal.EMPTY);
        }
        try {
            switch (format) {
                case PDF -> {
                    checkPdf(file);
                    parse(new PDFParser(), file, "application/pdf");
                }
                case DOCX, PPTX, XLSX -> {
                    OfficeArchive.check(format, file);
                    parse(new OOXMLParser(), file, null);
                }
                case HTML -> parse(new JSoupParser(), file, "text/html");
                case EML -> readMessage(file);
                case MARKDOWN -> replay(new MarkdownReader(), TextDecoder.decode(file));
                case TEXT -> replay(new PlainTextReader(), TextDecoder.decode(file));
                case CSV -> new CsvTable(sink).read(TextDecoder.decode(file));
                case JSON -> new JsonBlocks(sink).read(TextDecoder.decode(file));
            }
        } catch (TextLimitException e) {
            throw new RefusedFileException(Refusal.TOO_LARGE);
        } catch (StackOverflowError e) {
            throw new RefusedFileException(Refusal.TOO_COMPLEX);
        }
    }

    private void replay(DocumentReader reader, String text) {
        reader.read(text).blocks().forEach(sink);
    }

    /// The subject is the heading of the message.
    private void readMessage(Path file) throws RefusedFileException, IOException {
        List<Block> body = new ArrayList<>();
        Metadata metadata = new FileReaders(body::add).parse(new RFC822Parser(), file, "message/rfc822");
        String subject = metadata.get(TikaCoreProperties.SUBJECT);
        if (subject != null && !subject.isBlank()) {
            sink.accept(Block.heading(1, subject.strip(), 0));
        }
        body.forEach(sink);
    }

    private Metadata parse(Parser parser, Path file, @Nullable String mediaType)
            throws RefusedFileException, IOException {
        Metadata metadata = new Metadata();
        if (mediaType != null) {
            metadata.set(Metadata.CONTENT_TYPE, mediaType);
        }
        BlockCollector blocks = new BlockCollector(sink);
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            ParseContext context = context();
            if (parser instanceof RFC822Parser) {
                context.set(Parser.class, BODIES);
            }
            parser.parse(stream, blocks, metadata, context);
        } catch (EncryptedDocumentException e) {
            throw new RefusedFileException(Refusal.ENCRYPTED);
        } catch (ZeroByteFileException e) {
            throw new RefusedFileException(Refusal.EMPTY);
        } catch (TikaException | SAXException | RuntimeException e) {
            throw refused(e);
        }
        blocks.endDocument();
        return metadata;
    }

    private static RefusedFileException refused(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TextLimitException || WriteLimitReachedException.isWriteLimitReached(cause)) {
                return new RefusedFileException(Refusal.TOO_LARGE);
            }
            if (cause instanceof EncryptedDocumentException) {
                return new RefusedFileException(Refusal.ENCRYPTED);
            }
            String message = cause.getMessage();
            if (message != null && message.startsWith("Zip bomb detected")) {
                return new RefusedFileException(Refusal.TOO_LARGE);
            }
        }
        return new RefusedFileException(Refusal.DAMAGED);
    }

    private static ParseContext context() {
        ParseContext context = new ParseContext();
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractBookmarksText(false);
        pdf.setCatchIntermediateIOExceptions(false);
        context.set(PDFParserConfig.class, pdf);
        OfficeParserConfig office = new OfficeParserConfig();
        office.setExtractMacros(false);
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        context.set(OfficeParserConfig.class, office);
        context.set(EmbeddedDocumentExtractor.class, new NoAttachments());
        return context;
    }

    /// Damaged ends are common in files that were not transferred completely, and the parser would repair them in
    /// silence.
    private static void checkPdf(Path file) throws RefusedFileException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            String head = new String(stream.readNBytes(PDF_HEAD), StandardCharsets.ISO_8859_1);
            if (!head.contains("%PDF-")) {
                throw new RefusedFileException(Refusal.WRONG_FORMAT);
            }
        }
        try (InputStream stream = Files.newInputStream(file)) {
            stream.skipNBytes(Math.max(0, Files.size(file) - PDF_TAIL));
            String tail = new String(stream.readNBytes(PDF_TAIL), StandardCharsets.ISO_8859_1);
            if (!tail.contains("%%EOF")) {
                throw new RefusedFileException(Refusal.DAMAGED);
            }
        }
    }

    private static final class NoAttachments implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            // Nothing is read.
        }
    }
}
