package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What init refuses.
class InitRefusalIT {

    @TempDir
    private Path folder;

    private InitRun init;

    @BeforeEach
    void makeVolumes() throws IOException {
        init = new InitRun(folder);
    }

    @Test
    void refusesToMakeNewSecretsForADatabaseThatWasMadeWithLostOnes() throws IOException {
        init.run("secrets");
        FileTree.remove(folder.resolve("state"));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> init.run("secrets"))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("The database was made with other secrets");
        }
    }

    @Test
    void saysThatThereAreNoCredentialsBeforeTheFirstStart() {
        assertThatThrownBy(() -> init.run("credentials"))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("There are no credentials yet");
    }

    @Test
    void understandsNoOtherWord() {
        for (List<String> words : List.of(List.<String>of(), List.of("purge"), List.of("secrets", "database"))) {
            assertThat(init.run(words)).isEqualTo(2);
        }
    }
}
