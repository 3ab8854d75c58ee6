package io.plumbline.registry.dataset.file;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.dataset.mapping.RecordMapping;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;

/// A file of records that can be read several times: its content, gzipped or not, its format, and how its rows become
/// records.
///
/// @param compressed whether the content is gzipped
public record RecordFile(InputStreamSource content, DatasetFormat format, boolean compressed, RecordMapping mapping) {

    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;
    private static final int SNIFFED = 512;

    /// A file of records in their own form, as JSONL.
    public static RecordFile lines(InputStreamSource content) {
        return new RecordFile(content, DatasetFormat.JSONL, false, RecordMapping.NONE);
    }

    /// Returns a file, whose format is the named one, else that of its name, its media type or its first bytes.
    ///
    /// @throws ProblemException 415 for an unknown format; 400 if it is damaged
    public static RecordFile of(
            InputStreamSource content,
            @Nullable String named,
            @Nullable String fileName,
            @Nullable String mediaType,
            RecordMapping mapping) {
        boolean compressed = isCompressed(content);
        RecordFile file = new RecordFile(content, DatasetFormat.JSONL, compressed, mapping);
        byte[] start = file.start();
        DatasetFormat format = (named == null
                        ? DatasetFormat.of(fileName, mediaType).or(() -> DatasetFormat.ofContent(start))
                        : DatasetFormat.of("." + named.toLowerCase(Locale.ROOT), null))
                .orElseThrow(() -> DatasetProblem.UNKNOWN_DATASET_FORMAT.because(
                        "Name the file .jsonl, .json, .csv, .tsv or .parquet, with .gz after it if it is gzipped, or"
                                + " name its format in the part \"format\"."));
        return new RecordFile(content, format.refined(start), compressed, mapping);
    }

    private static boolean isCompressed(InputStreamSource content) {
        try (InputStream stream = content.getInputStream()) {
            return stream.read() == GZIP_1 && stream.read() == GZIP_2;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte[] start() {
        try (InputStream stream = open()) {
            return stream.readNBytes(SNIFFED);
        } catch (ZipException | EOFException e) {
            throw damaged();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open() throws IOException {
        InputStream stream = content.getInputStream();
        try {
            return compressed
                    ? new BufferedInputStream(
                            new BoundedStream(new GZIPInputStream(stream, BUFFER), BoundedStream.MAX_SIZE), BUFFER)
                    : stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /// Reads all rows, mapped.
    ///
    /// @throws ProblemException 400 if the file is damaged or too large
    public void read(RecordReader.Sink sink) {
        try (InputStream stream = open()) {
            format.reader(mapping.lists())
                    .read(stream, mapping.equals(RecordMapping.NONE) ? sink : new MappedSink(mapping, sink));
        } catch (ZipException | EOFException e) {
            throw damaged();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Returns the pointer of an error, such as `/lines/3/references`.
    ///
    /// @param number of the line or row, from 1
    String place(int number, String pointer) {
        return "/" + format.unit() + "s/" + number + pointer;
    }

    private static ProblemException damaged() {
        return DatasetProblem.INVALID_DATASET.because("The file is not a complete gzip file.");
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("cannot read an upload that was received", e);
    }
}
