package io.plumbline.registry.dataset.file;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.StructAccessor;
import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Reads Apache Parquet with Hardwood, from a private copy of the file, because the format is read from its end.
/// Columns become members, groups and maps objects, lists arrays. Numbers and truth values stay; decimals, dates,
/// times and identifiers become texts. Missing values are absent members. Binary columns without a text type are
/// refused. The sizes that the file declares are checked before anything is decompressed ([ParquetBounds]).
final class ParquetReader implements RecordReader {

    private static final int MAX_COLUMNS = 200;

    @Override
    public void read(InputStream file, Sink sink) throws IOException {
        Path copy = Files.createTempFile("plumbline-upload", ".parquet"); // readable by its owner alone
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                file.transferTo(out);
            }
            read(copy, sink);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void read(Path copy, Sink sink) {
        int row = 0;
        try (ParquetFileReader file = reading(row, () -> opened(copy));
                RowReader rows = reading(row, file::rowReader)) {
            while (reading(row, rows::hasNext)) {
                row++;
                Values values = new Values();
                Map<String, @Nullable Object> members = reading(row, () -> {
                    rows.next();
                    return values.object(rows, 0);
                });
                if (values.fault == null) {
                    sink.record(row, members);
                } else {
                    sink.fault(row, values.place, values.fault);
                }
            }
        } catch (IOException e) {
            throw malformed(row);
        }
    }

    private static ParquetFileReader opened(Path copy) throws IOException {
        ParquetBounds.checkFooter(copy);
        ParquetFileReader file = ParquetFileReader.open(InputFile.of(copy));
        try {
            check(file.getFileMetaData(), copy);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// Runs a step of the library, whose exceptions of any kind mean that the file is invalid.
    private static <T> T reading(int row, Callable<T> step) {
        try {
            return step.call();
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw malformed(row);
        }
    }

    private static ProblemException malformed(int row) {
        return DatasetProblem.INVALID_DATASET.because(
                "The file is not a valid Parquet file, or uses a feature that is not supported. "
                        + (row == 0 ? "No row could be read." : "Reading stopped at row " + row + "."));
    }

    private static void check(FileMetaData metadata, Path copy) throws IOException {
        if (metadata.numRows() > FileScanner.MAX_RECORDS) {
            throw DatasetProblem.INVALID_DATASET.because(
                    "A version may hold " + FileScanner.MAX_RECORDS + " records at most.");
        }
        if (metadata.schema().size() > MAX_COLUMNS) {
            throw DatasetProblem.INVALID_DATASET.because("The file has more than " + MAX_COLUMNS + " columns.");
        }
        ParquetBounds.check(metadata, copy);
    }

    /// Converts the values of one row, and keeps the first fault.
    private static final class Values {

        private @Nullable String fault;
        private String place = "";

        Map<String, @Nullable Object> object(StructAccessor group, int depth) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (int i = 0; i < group.getFieldCount(); i++) {
                String name = group.getFieldName(i);
                if (depth == 0 && fault == null) {
                    place = "/" + name;
                }
                Object value = group.isNull(i) ? null : plain(group.getValue(i), depth + 1);
                if (value != null) {
                    members.put(name, value);
                }
            }
            return members;
        }

        private @Nullable Object plain(@Nullable Object value, int depth) {
            if (depth > CanonicalJson.MAX_DEPTH) {
                return refuse("is nested deeper than " + CanonicalJson.MAX_DEPTH + " levels");
            }
            return switch (value) {
                case null -> null;
                case String text -> text;
                case Boolean truth -> truth;
                case Integer number -> number;
                case Long number -> number;
                case Float number -> finite(Double.parseDouble(number.toString()));
                case Double number -> finite(number);
                case PqStruct group -> object(group, depth);
                case PqList list -> list(list, depth);
                case PqMap map -> map(map, depth);
                case byte[] _ -> refuse("is binary: store it as text");
                default -> value.toString();
            };
        }

        private @Nullable Object finite(double number) {
            return Double.isFinite(number) ? number : null;
        }

        private List<@Nullable Object> list(PqList list, int depth) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                values.add(plain(list.get(i), depth + 1));
            }
            return values;
        }

        private Map<String, @Nullable Object> map(PqMap map, int depth) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (PqMap.Entry entry : map.getEntries()) {
                Object value = plain(entry.getValue(), depth + 1);
                if (value != null) {
                    members.put(Objects.toString(plain(entry.getKey(), depth + 1)), value);
                }
            }
            return members;
        }

        private @Nullable Object refuse(String reason) {
            if (fault == null) {
                fault = reason;
            }
            return null;
        }
    }
}
