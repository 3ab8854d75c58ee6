package io.plumbline.registry.knowledge.extraction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Decodes text files: by their byte order mark, else as UTF-8, else as windows-1252. A file that is none of these
/// is refused, because guessing would store words that nobody wrote.
final class TextDecoder {

    private static final int BYTES_PER_CHARACTER = 4;

    private TextDecoder() {}

    static String decode(Path file) throws RefusedFileException, IOException {
        if (Files.size(file) > (long) FileReaders.MAX_CHARACTERS * BYTES_PER_CHARACTER) {
            throw new RefusedFileException(Refusal.TOO_LARGE);
        }
        byte[] bytes = Files.readAllBytes(file);
        String text = decode(bytes);
        if (text.length() > FileReaders.MAX_CHARACTERS) {
            throw new RefusedFileException(Refusal.TOO_LARGE);
        }
        if (hasControlCharacters(text)) {
            throw new RefusedFileException(Refusal.UNREADABLE_TEXT);
        }
        return text;
    }

    private static String decode(byte[] bytes) throws RefusedFileException {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        try {
            return strictly(bytes, 0, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return decode(bytes, 0, Charset.forName("windows-1252"));
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int from, Charset charset) throws RefusedFileException {
        try {
            return strictly(bytes, from, charset);
        } catch (CharacterCodingException e) {
            throw new RefusedFileException(Refusal.UNREADABLE_TEXT);
        }
    }

    private static String strictly(byte[] bytes, int from, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }

    private static boolean hasControlCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                return true;
            }
        }
        return false;
    }
}
