package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.plumbline.kit.problem.ProblemType;
import java.nio.file.Path;

/// Checks that each problem type of a service has a page that states what to do.
final class ProblemPages {

    private ProblemPages() {}

    static void check(JavaClasses classes) {
        Path pages = Repository.root().resolve("docs/problems");
        for (JavaClass type : classes) {
            if (type.isEnum() && type.isAssignableTo(ProblemType.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    assertThat(pages.resolve(((ProblemType) constant).slug() + ".md"))
                            .as("the page of %s.%s", type.getSimpleName(), constant)
                            .isNotEmptyFile();
                }
            }
        }
    }
}
