package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of `docs/reference` that is generated. Run its test with `-Dplumbline.docs.write=true` to write it again.
public final class ReferencePage {

    public static final Path REPOSITORY = Repository.root();

    private ReferencePage() {}

    /// Fails unless the page has this text; writes it first where that is asked for.
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
