package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
        "a.json, application/json, JSON",
        "a.jsonl.gz, application/gzip, JSONL",
        "a.TSV, , TSV",
        "train-00000.parquet, , PARQUET",
        "upload, text/tab-separated-values, TSV",
        "jsonl.exe, , ",
        ", , "
    })
    void goesByNameThenByMediaType(@Nullable String name, @Nullable String mediaType, @Nullable DatasetFormat format) {
        assertThat(DatasetFormat.of(name, mediaType).orElse(null)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"PAR1|PARQUET", " [{}]|JSON", "\ufeff{}|JSONL", "id,input|", "''|"})
    void goesByContentWithoutAName(String start, @Nullable DatasetFormat format) {
        assertThat(DatasetFormat.ofContent(start.getBytes(StandardCharsets.UTF_8))
                        .orElse(null))
                .isEqualTo(format);
    }

    @Test
    void readsAnObjectInAFileNamedJsonAsALine() {
        assertThat(DatasetFormat.JSON.refined("\n {".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(DatasetFormat.JSONL);
        assertThat(DatasetFormat.JSON.refined("[".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(DatasetFormat.JSON);
    }
}
