package io.plumbline.registry.dataset.file;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks the headers of all pages of a Parquet file before a page is decompressed: a reader allocates what a header
/// declares, so a page of a few bytes could claim gigabytes. Reads each header, which is a struct of Thrift's compact
/// protocol, and skips the page. Source: `parquet.thrift` of the format's specification. For one file and one thread.
final class ParquetBounds {

    /// Maximum size of a decompressed page, in bytes.
    static final int MAX_PAGE = 64_000_000;

    /// Maximum number of values in a file, over all columns: a row of a list has several.
    static final long MAX_VALUES = 50_000_000;

    private static final int MAGIC = 4;
    private static final int HEADER = 64 * 1024;
    private static final int MAX_INDEX = 32_000_000;
    private static final int MAX_DEPTH = 8;
    private static final int TYPE = 1;
    private static final int UNCOMPRESSED_SIZE = 2;
    private static final int COMPRESSED_SIZE = 3;
    private static final int FIRST_STRUCT = 5;
    private static final int LAST_STRUCT = 8;
    private static final int VALUES = 1;

    private final FileChannel file;
    private long decompressed;
    private long values;

    private ParquetBounds(FileChannel file) {
        this.file = file;
    }

    /// Checks the footer before a reader allocates what its texts and lists declare.
    ///
    /// @throws ProblemException 400 if a text or list is longer than the footer
    static void checkFooter(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ParquetBounds bounds = new ParquetBounds(file);
            long end = file.size() - Integer.BYTES - MAGIC;
            if (end < MAGIC) {
                throw malformed();
            }
            int length = bounds.read(end, Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            if (length <= 0 || length > MAX_INDEX || length > end - MAGIC) {
                throw malformed();
            }
            new PageHeader(bounds.read(end - length, length)).read(0, false);
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    /// @throws ProblemException 400 if the file declares too much, or its pages are malformed
    static void check(FileMetaData metadata, Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ParquetBounds bounds = new ParquetBounds(file);
            long rows = 0;
            for (RowGroup group : metadata.rowGroups()) {
                rows += group.numRows();
                for (ColumnChunk chunk : group.columns()) {
                    bounds.addChunk(chunk);
                }
            }
            if (rows != metadata.numRows()) {
                throw malformed();
            }
        }
    }

    /// The pages must fill the chunk and have exactly its values: a reader that misses some would search beyond.
    private void addChunk(ColumnChunk column) throws IOException {
        ColumnMetaData chunk = column.metaData();
        long at = column.chunkStartOffset();
        long end = at + chunk.totalCompressedSize();
        if (at < MAGIC
                || end < at
                || end > file.size()
                || chunk.dataPageOffset() < at
                || chunk.dataPageOffset() >= end) {
            throw malformed();
        }
        long before = values;
        List<Long> places = new ArrayList<>();
        while (at < end) {
            long counted = values;
            long length = addPage(read(at, (int) Math.min(HEADER, end - at)), chunk);
            if (values > counted) {
                places.add(at);
                places.add(length);
            }
            at += length;
        }
        if (at != end || values - before != chunk.numValues()) {
            throw malformed();
        }
        checkIndex(column, places);
    }

    /// A reader trusts the page index if there is one: it must name exactly the data pages.
    ///
    /// @param places offset and length of each page
    private void checkIndex(ColumnChunk column, List<Long> places) throws IOException {
        Long at = column.offsetIndexOffset();
        Integer length = column.offsetIndexLength();
        if (at == null || length == null) {
            return;
        }
        if (at < MAGIC || length <= 0 || length > MAX_INDEX || at + length > file.size()) {
            throw malformed();
        }
        try {
            if (!new PageHeader(read(at, length)).places().equals(places)) {
                throw malformed();
            }
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.read(buffer, at);
        return buffer.flip();
    }

    /// Returns the length of the page with its header.
    private long addPage(ByteBuffer buffer, ColumnMetaData chunk) {
        try {
            PageHeader header = new PageHeader(buffer);
            header.read(0, false);
            decompressed += header.uncompressed;
            if (header.isData()) {
                values += header.values;
            }
            if (header.uncompressed > MAX_PAGE || decompressed > BoundedStream.MAX_SIZE) {
                throw DatasetProblem.INVALID_DATASET.because("The file holds more than " + MAX_PAGE / 1_000_000
                        + " MB in a page, or more than " + BoundedStream.MAX_SIZE / 1_000_000
                        + " MB decompressed. Split it.");
            }
            if (values > MAX_VALUES || header.values > MAX_VALUES) {
                throw DatasetProblem.INVALID_DATASET.because(
                        "The file holds more than " + MAX_VALUES / 1_000_000 + " million values. Split it.");
            }
            if (chunk.codec() == CompressionCodec.UNCOMPRESSED && header.compressed != header.uncompressed) {
                throw malformed();
            }
            return buffer.position() + header.compressed;
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return DatasetProblem.INVALID_DATASET.because("The file is not a valid Parquet file: a page is malformed.");
    }

    /// The figures of a page header.
    private static final class PageHeader {

        private static final int DATA_V2 = 3;
        private static final int TRUE = 1;
        private static final int FALSE = 2;
        private static final int BYTE = 3;
        private static final int I16 = 4;
        private static final int I64 = 6;
        private static final int DOUBLE = 7;
        private static final int BINARY = 8;
        private static final int LIST = 9;
        private static final int SET = 10;
        private static final int MAP = 11;
        private static final int STRUCT = 12;
        private static final int NIBBLE = 0x0f;
        private static final int LOW_BITS = 0x7f;
        private static final int MAX_SHIFT = 63;

        private final ByteBuffer in;
        private long type;
        private long uncompressed;
        private long compressed;
        private long values;

        PageHeader(ByteBuffer in) {
            this.in = in;
        }

        boolean isData() {
            return type == 0 || type == DATA_V2;
        }

        /// @param counts whether the struct has the number of values as its first field
        void read(int depth, boolean counts) {
            if (depth > MAX_DEPTH) {
                throw malformed();
            }
            long id = 0;
            for (int header = in.get() & 0xff; header != 0; header = in.get() & 0xff) {
                int delta = header >> 4;
                id = delta == 0 ? zigzag() : id + delta;
                int wire = header & NIBBLE;
                if (depth == 0 && id == TYPE && isNumber(wire)) {
                    type = size();
                } else if (depth == 0 && id == UNCOMPRESSED_SIZE && isNumber(wire)) {
                    uncompressed = size();
                } else if (depth == 0 && id == COMPRESSED_SIZE && isNumber(wire)) {
                    compressed = size();
                } else if (counts && id == VALUES && isNumber(wire)) {
                    values += size();
                } else if (depth == 0 && wire == STRUCT) {
                    read(depth + 1, id >= FIRST_STRUCT && id <= LAST_STRUCT);
                } else {
                    skip(wire, depth);
                }
            }
        }

        /// Reads the list of page locations that an offset index begins with.
        List<Long> places() {
            List<Long> places = new ArrayList<>();
            if (in.get() != (1 << 4 | LIST)) {
                throw malformed();
            }
            int header = in.get() & 0xff;
            long size = header >> 4 == NIBBLE ? varint() : header >> 4;
            if ((header & NIBBLE) != STRUCT) {
                throw malformed();
            }
            for (long i = 0; i < size; i++) {
                long id = 0;
                for (int field = in.get() & 0xff; field != 0; field = in.get() & 0xff) {
                    id = field >> 4 == 0 ? zigzag() : id + (field >> 4);
                    long value = zigzag();
                    if (id <= 2) {
                        places.add(value);
                    }
                }
            }
            return places;
        }

        private static boolean isNumber(int type) {
            return type >= I16 && type <= I64;
        }

        private long size() {
            long size = zigzag();
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw malformed();
            }
            return size;
        }

        private long zigzag() {
            long number = varint();
            return (number >>> 1) ^ -(number & 1);
        }

        private long varint() {
            long number = 0;
            for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
                int next = in.get();
                number |= (long) (next & LOW_BITS) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw malformed();
        }

        private void skip(int type, int depth) {
            switch (type) {
                case TRUE, FALSE -> {
                    // The value is in the type.
                }
                case BYTE -> advance(1);
                case I16, I16 + 1, I64 -> varint();
                case DOUBLE -> advance(Double.BYTES);
                case BINARY -> advance(varint());
                case LIST, SET -> skipList(depth);
                case MAP -> skipMap(depth);
                case STRUCT -> read(depth + 1, false);
                default -> throw malformed();
            }
        }

        private void skipList(int depth) {
            int header = in.get() & 0xff;
            long size = counted(header >> 4 == NIBBLE ? varint() : header >> 4);
            for (long i = 0; i < size; i++) {
                skipElement(header & NIBBLE, depth);
            }
        }

        private void skipMap(int depth) {
            long size = counted(varint());
            int types = size == 0 ? 0 : in.get() & 0xff;
            for (long i = 0; i < size; i++) {
                skipElement(types >> 4, depth);
                skipElement(types & NIBBLE, depth);
            }
        }

        /// An element takes a byte at least.
        private long counted(long size) {
            if (size < 0 || size > in.remaining()) {
                throw malformed();
            }
            return size;
        }

        private void skipElement(int type, int depth) {
            if (depth > MAX_DEPTH) {
                throw malformed();
            }
            if (type == TRUE || type == FALSE) {
                advance(1);
            } else {
                skip(type, depth + 1);
            }
        }

        private void advance(long bytes) {
            if (bytes < 0 || bytes > in.remaining()) {
                throw malformed();
            }
            in.position(in.position() + (int) bytes);
        }
    }
}
