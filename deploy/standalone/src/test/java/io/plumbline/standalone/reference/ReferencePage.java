package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A page that is generated. Run its test with `-Dplumbline.docs.write=true` to write it anew.
final class ReferencePage {

    static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    /// It takes seconds to read them all.
    private static final List<JavaClass> CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.plumbline").stream()
                    .sorted(Comparator.comparing(JavaClass::getName))
                    .toList();

    private ReferencePage() {}

    static void check(String name, String text) {
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

    /// All classes of the product, by name.
    static Stream<JavaClass> classes() {
        return CLASSES.stream();
    }
}
