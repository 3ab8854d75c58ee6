package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFormatTest {

    @ParameterizedTest
    @CsvSource({
        "a.jsonl, application/octet-stream, JSONL",
        "A.NDJSON, text/csv, JSONL",
        "a.csv, , CSV",
        "upload, text/csv;charset=utf-8, CSV",
        ", application/x-ndjson, JSONL",
        "a.json, application/json, ",
        "jsonl.exe, , ",
        ", , "
    })
    void goesByNameThenByMediaType(@Nullable String name, @Nullable String mediaType, @Nullable DatasetFormat format) {
        assertThat(DatasetFormat.of(name, mediaType).orElse(null)).isEqualTo(format);
    }
}
