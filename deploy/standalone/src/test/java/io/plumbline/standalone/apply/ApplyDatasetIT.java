package io.plumbline.standalone.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Datasets and their files, against a server that answers like the registry.
class ApplyDatasetIT extends FolderTests {

    @Test
    void uploadsTheFileOfADatasetIfItsRecordsDiffer() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{}");
        String dataset = "kind: Dataset\nname: golden\ngolden: true\nfile: golden.jsonl\nmapping: {input: question}\n";
        String check = "POST /api/v1/datasets/golden/versions/check";
        services.answers(check, 200, "{\"records\": 2, \"newestVersion\": 1, \"unchanged\": true}");
        apply(false, dataset);
        assertThat(services.requests()).containsExactly("POST /api/v1/datasets/golden/diff", check);
        services.answers(check, 200, "{\"records\": 3, \"newestVersion\": 1, \"unchanged\": false}");
        apply(true, dataset);
        assertThat(services.requests()).endsWith(check);
        services.registers("datasets/golden", 201, "{}");
        apply(false, dataset);
        assertThat(services.requests()).endsWith(check, "POST /api/v1/datasets/golden/versions");
        assertThat(printed()).isEqualTo("""
                dataset golden: unchanged
                  version 1, 2 records: unchanged
                dataset golden: unchanged
                  version 2, 3 records: would be uploaded
                dataset golden: unchanged
                  version 2, 3 records: uploaded
                """);
    }

    @Test
    void uploadsTheFilesOfABenchmarkTogetherIfTheirItemsDiffer() throws IOException {
        Files.createDirectory(folder.resolve("mmlu"));
        Files.writeString(folder.resolve("mmlu/law_dev.csv"), "Q,a,b,c,d,A");
        Files.writeString(folder.resolve("mmlu/law_test.csv"), "Q,a,b,c,d,A");
        String benchmark = "kind: Benchmark\nname: mmlu\nformat: MMLU\nfiles: mmlu/*.csv\n";
        String check = "POST /api/v1/benchmarks/mmlu/versions/check";
        services.answers(check, 200, "{\"items\": 1, \"newestVersion\": 1, \"unchanged\": true}");
        apply(false, benchmark);
        assertThat(services.requests()).containsExactly("POST /api/v1/benchmarks/mmlu/diff", check);
        services.answers(check, 200, "{\"items\": 2, \"newestVersion\": 1, \"unchanged\": false}");
        services.registers("benchmarks/mmlu", 201, "{}");
        apply(false, benchmark);
        assertThat(services.requests()).endsWith(check, "POST /api/v1/benchmarks/mmlu/versions");
        assertThat(printed()).contains("data version 1, 1 item: unchanged", "data version 2, 2 items: uploaded");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, "kind: Benchmark\nname: mmlu\nformat: MMLU\nfiles: ../*.csv\n"))
                .withMessageContaining("below the folder");
    }

    @Test
    void letsASuiteWaitForTheDatasetOfItsNameAndNotForItself() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{}");
        services.differs("datasets/golden", "{\"from\": 0, \"to\": 1, \"changes\": []}");
        services.answers(
                "POST /api/v1/datasets/golden/versions/check",
                200,
                "{\"records\": 1, \"newestVersion\": 0, \"unchanged\": false}");
        services.refuses("suites/golden", 400, StubServices.missing("/dataset"), null);
        apply(
                true,
                "kind: Dataset\nname: golden\nfile: golden.jsonl\n",
                "kind: Suite\nname: golden\ndataset: golden\n");
        assertThat(printed()).isEqualTo("""
                dataset golden: would be created
                  version 1, 1 record: would be uploaded
                suite golden: waits for dataset golden
                """);
    }

    @Test
    void storesNothingIfTheFileOfADatasetIsRefused() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{}");
        services.answers(
                "POST /api/v1/datasets/golden/versions/check",
                400,
                "{\"type\": \"/problems/invalid-dataset\", \"detail\": \"Nothing was stored.\"}");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, "kind: Dataset\nname: golden\nfile: golden.jsonl\n", PROMPT))
                .withMessageContaining("golden.jsonl");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, "kind: Dataset\nname: golden\nfile: ../golden.jsonl\n"))
                .withMessageContaining("is not a file below the folder");
        assertThat(services.requests()).noneMatch(request -> request.startsWith("PUT"));
    }
}
