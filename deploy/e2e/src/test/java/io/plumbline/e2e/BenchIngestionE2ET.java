package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `./plumbline bench ingestion`, briefly, with few pages on a stack of its own. With `verify --full`.
@Tag("full")
@ResourceLock(BenchRun.LOCK)
class BenchIngestionE2ET {

    @TempDir
    private static Path folder;

    @Test
    void measuresPagesAndChunksWithAndWithoutEmbedding() throws IOException {
        BenchRun run = BenchRun.of("ingestion", folder);
        assertThat(run.figures())
                .containsKeys(
                        "without embedding: PDF pages",
                        "with embedding: PDF pages",
                        "with embedding: chunks",
                        "the encoder alone, all cores: chunks");
        assertThat(run.figures().values()).allMatch(figure -> figure > 0);
        assertThat(run.output()).containsSubsequence("ingestion: ", "pages/s");
    }
}
