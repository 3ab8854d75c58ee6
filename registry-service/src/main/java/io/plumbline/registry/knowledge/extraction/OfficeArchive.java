package io.plumbline.registry.knowledge.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Checks the archive of an office document before a parser opens it.
final class OfficeArchive {

    private static final int MAX_ENTRIES = 10_000;
    /// What the parts unpack to. Unpacked images do not count as they are never opened, but a bomb may be anywhere.
    private static final long MAX_UNPACKED = 1_000_000_000;
    private static final long MAX_PART = 200_000_000;
    private static final int OLE = 0xD0CF11E0;

    private OfficeArchive() {}

    /// @throws RefusedFileException if it is none, holds macros, or unpacks to too much
    static void check(DocumentFormat format, Path file) throws RefusedFileException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] magic = stream.readNBytes(4);
            if (magic.length == 4 && java.nio.ByteBuffer.wrap(magic).getInt() == OLE) {
                // An encrypted document, or one of an old format under a new name.
                throw new RefusedFileException(Refusal.ENCRYPTED);
            }
            if (magic.length < 2 || magic[0] != 'P' || magic[1] != 'K') {
                throw new RefusedFileException(Refusal.WRONG_FORMAT);
            }
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            check(format, archive);
        } catch (ZipException | IllegalArgumentException e) {
            throw new RefusedFileException(Refusal.DAMAGED);
        }
    }

    private static void check(DocumentFormat format, ZipFile archive) throws RefusedFileException {
        if (archive.size() > MAX_ENTRIES) {
            throw new RefusedFileException(Refusal.TOO_LARGE);
        }
        String main = switch (format) {
            case DOCX -> "word/document.xml";
            case PPTX -> "ppt/presentation.xml";
            default -> "xl/workbook.xml";
        };
        if (archive.getEntry(main) == null) {
            throw new RefusedFileException(Refusal.WRONG_FORMAT);
        }
        long unpacked = 0;
        for (ZipEntry entry : Collections.list(archive.entries())) {
            unpacked += Math.max(0, entry.getSize());
            if (entry.getSize() > MAX_PART || unpacked > MAX_UNPACKED) {
                throw new RefusedFileException(Refusal.TOO_LARGE);
            }
            if (entry.getName().toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
                throw new RefusedFileException(Refusal.MACROS);
            }
        }
    }
}
