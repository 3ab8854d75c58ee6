package io.plumbline.standalone.reference;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All classes of the product.
final class ProductClasses {

    /// Reading them all takes seconds.
    private static final List<JavaClass> CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.plumbline").stream()
                    .sorted(Comparator.comparing(JavaClass::getName))
                    .toList();

    private ProductClasses() {}

    /// Sorted by name.
    static Stream<JavaClass> byName() {
        return CLASSES.stream();
    }
}
