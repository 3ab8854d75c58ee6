package io.plumbline.knowledge.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.ChunkIndexContract;
import io.plumbline.knowledge.index.DocumentChange.Delete;
import io.plumbline.knowledge.index.DocumentChange.Replace;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends ChunkIndexContract {

    @TempDir
    Path folder;

    @Override
    protected ChunkIndex open(IndexSettings settings) {
        return LuceneIndex.open(folder, settings);
    }

    @Test
    void keepsTheLastAppliedStateOverACrash(@TempDir Path copy) throws IOException {
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            index.apply(List.of(new Replace("one", List.of(text("one", "alpha")))), "1");
            index.stage(List.of(new Delete("one"), new Replace("two", List.of(text("two", "alpha")))));
            assertThat(found(index, "alpha", null)).containsExactly("one");
            copy(folder, copy);
            try (LuceneIndex crashed = LuceneIndex.open(copy, SETTINGS)) {
                assertThat(found(crashed, "alpha", null)).containsExactly("one");
                assertThat(crashed.position()).isEqualTo("1");
            }
            index.apply(List.of(), "2");
            assertThat(found(index, "alpha", null)).containsExactly("two");
        }
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            assertThat(found(index, "alpha", null)).containsExactly("two");
            assertThat(index.generation()).isEqualTo(2);
        }
    }

    @Test
    void removesDeletedChunksFromTheDisk() throws IOException {
        List<IndexedChunk> others =
                IntStream.range(0, 50).mapToObj(i -> text("kept-" + i, "alpha")).toList();
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            index.apply(
                    List.of(new Replace("one", List.of(text("erased-chunk", "alpha"))), new Replace("two", others)),
                    "1");
            index.apply(List.of(new Delete("one")), "2");
            assertThat(files().contains("erased-chunk")).isTrue();

            index.stage(List.of(new Replace("three", List.of(text("later", "beta")))));
            assertThat(index.purge()).isFalse();
            assertThat(found(index, "beta", null)).isEmpty();
            index.apply(List.of(new Delete("three")), "2");

            assertThat(index.purge()).isTrue();

            assertThat(files().contains("erased-chunk")).isFalse();
            assertThat(index.chunks()).isEqualTo(50);
        }
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            assertThat(index.position()).isEqualTo("2");
        }
    }

    @Test
    void isEmptyAfterADamageOrWithOtherSettings() throws IOException {
        fill();
        try (LuceneIndex index =
                LuceneIndex.open(folder, new IndexSettings("newer", 3, IndexLanguage.ENGLISH, Map.of()))) {
            assertThat(index.isEmpty()).isTrue();
            assertThat(index.chunks()).isZero();
        }
        for (String damaged : List.of("segments_", ".si", ".cfs")) {
            fill();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(file -> file.toString().contains(damaged)).toList()) {
                    Files.write(file, new byte[5], StandardOpenOption.TRUNCATE_EXISTING);
                }
            }
            try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
                assertThat(index.isEmpty()).as(damaged).isTrue();
            }
        }
    }

    @Test
    void refusesASecondIndexInTheSameFolder() {
        try (LuceneIndex _ = LuceneIndex.open(folder, SETTINGS)) {
            assertThatThrownBy(() -> LuceneIndex.open(folder, SETTINGS))
                    .isInstanceOf(IndexInUseException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    private String files() throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }

    private void fill() {
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            index.apply(List.of(new Replace("one", List.of(text("one", "alpha")))), "1");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
