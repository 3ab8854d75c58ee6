package io.plumbline.eval.benchmark.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// A file of a benchmark.
///
/// @param name without folders and `.gz`
public record BenchmarkFile(String name, String text) {

    private static final int MOST_BYTES = 64 << 20;

    /// Decodes a file, with gzip if its name ends in `.gz`.
    ///
    /// @throws MalformedBenchmarkException if it is no UTF-8, or larger than 64 MiB
    public static BenchmarkFile of(String path, byte[] bytes) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        boolean packed = name.toLowerCase(Locale.ROOT).endsWith(".gz");
        String plain = packed ? name.substring(0, name.length() - ".gz".length()) : name;
        byte[] unpacked = packed ? unpacked(name, bytes) : bytes;
        if (unpacked.length > MOST_BYTES) {
            throw tooLarge(name);
        }
        return new BenchmarkFile(plain, decoded(name, unpacked));
    }

    private static byte[] unpacked(String name, byte[] bytes) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] unpacked = stream.readNBytes(MOST_BYTES + 1);
            if (unpacked.length > MOST_BYTES) {
                throw tooLarge(name);
            }
            return unpacked;
        } catch (IOException e) {
            throw new MalformedBenchmarkException(name, 1, "is not a gzip file");
        }
    }

    private static MalformedBenchmarkException tooLarge(String name) {
        return new MalformedBenchmarkException(name, 1, "is larger than 64 MiB");
    }

    private static String decoded(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedBenchmarkException(name, lineOfInvalid(bytes), "is not valid UTF-8");
        }
    }

    /// A line feed is never part of another character, so each line can be decoded by itself.
    private static int lineOfInvalid(byte[] bytes) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
                } catch (CharacterCodingException e) {
                    return line;
                }
                start = i + 1;
                line++;
            }
        }
        return 1;
    }

    boolean isNamed(String extension) {
        return name.toLowerCase(Locale.ROOT).endsWith(extension);
    }

    /// Returns the name without its extension.
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
