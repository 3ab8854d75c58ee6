package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A generated page of `docs/reference`. Run its test with `-Dplumbline.docs.write=true` to regenerate it.
public final class ReferencePage {

    public static final Path REPOSITORY = Repository.root();

    private ReferencePage() {}

    /// Fails unless the page has this text; writes it first if requested.
    public static void check(String name, String text) {
        Path page = REPOSITORY.resolve("docs/reference").resolve(name);
        try {
            if (Boolean.getBoolean("plumbline.docs.write")) {
                Files.writeString(page, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(page).hasContent(text);
    }
}
