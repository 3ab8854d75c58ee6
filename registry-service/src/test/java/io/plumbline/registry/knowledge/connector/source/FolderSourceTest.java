package io.plumbline.registry.knowledge.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.knowledge.connector.source.DocumentSource.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files outside of the allowed directory stay out of reach.
class FolderSourceTest {

    private Path allowed;
    private Path outside;
    private FolderRules rules;

    @BeforeEach
    void prepare(@TempDir Path directory) throws IOException {
        Path real = directory.toRealPath();
        allowed = Files.createDirectories(real.resolve("allowed"));
        outside = Files.createDirectories(real.resolve("allowed-not"));
        Files.writeString(outside.resolve("secret.md"), "outside");
        Files.createDirectories(allowed.resolve("sub"));
        Files.writeString(allowed.resolve("sub/secret.md"), "inside");
        rules = new FolderRules(new ConnectorProperties(
                List.of(allowed.toString()), List.of(), List.of(), false, Duration.ofSeconds(1)));
    }

    @Test
    void listsRegularFilesAlone() throws Exception {
        Files.createSymbolicLink(allowed.resolve("file.md"), outside.resolve("secret.md"));
        Files.createSymbolicLink(allowed.resolve("folder"), outside);
        Listing listing = rules.open(allowed.toString()).list(null);
        assertThat(listing.entries()).extracting(SourceEntry::key).containsExactly("sub/secret.md");
        assertThat(listing.next()).isNull();
    }

    @Test
    void readsNothingThroughLinksThatReplaceWhatWasListed() throws Exception {
        DocumentSource source = rules.open(allowed.toString());
        try (FetchedFile file = source.fetch("sub/secret.md", null)) {
            assertThat(file.open()).hasContent("inside");
        }
        Files.delete(allowed.resolve("sub/secret.md"));
        Files.createSymbolicLink(allowed.resolve("sub/secret.md"), outside.resolve("secret.md"));
        assertThatThrownBy(() -> source.fetch("sub/secret.md", null)).isInstanceOf(SourceException.class);
        Files.delete(allowed.resolve("sub/secret.md"));
        Files.delete(allowed.resolve("sub"));
        Files.createSymbolicLink(allowed.resolve("sub"), outside);
        assertThatThrownBy(() -> source.fetch("sub/secret.md", null)).isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> source.fetch("../allowed-not/secret.md", null)).isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> source.fetch(outside + "/secret.md", null)).isInstanceOf(SourceException.class);
    }

    @Test
    void opensNoFolderThatLeadsOutside() throws IOException {
        Files.createSymbolicLink(allowed.resolve("folder"), outside);
        assertThatThrownBy(() -> rules.open(allowed.resolve("folder").toString()))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo("folder-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s-not", "%s/../allowed-not", "%s/./sub", "/", "/etc", "allowed", "\0"})
    void storesNoPathThatIsNotAllowed(String form) {
        assertThatThrownBy(() -> rules.check(form.replace("%s", allowed.toString())))
                .isInstanceOf(ProblemException.class);
        rules.check(allowed + "/sub");
    }
}
