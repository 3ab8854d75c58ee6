package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.problem.ProblemType;
import io.plumbline.testkit.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemReferenceTest {

    private static final Path PAGES = ReferencePage.REPOSITORY.resolve("docs/problems");

    /// Run with `-Dplumbline.docs.write=true` to rewrite the titles.
    @ParameterizedTest
    @MethodSource("problems")
    void hasAPageWithItsTitle(ProblemType problem) throws IOException {
        Path page = PAGES.resolve(problem.slug() + ".md");
        List<String> lines = Files.readAllLines(page);
        String title = "# " + problem.title();
        if (Boolean.getBoolean("plumbline.docs.write") && !lines.getFirst().equals(title)) {
            lines.set(0, title);
            Files.write(page, lines);
        }

        assertThat(lines.getFirst()).isEqualTo(title);
    }

    @Test
    void isBehindEachPage() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(problems()
                            .map(problem -> problem.slug() + ".md")
                            .distinct()
                            .toList());
        }
    }

    static Stream<ProblemType> problems() {
        return ProductClasses.byName()
                .filter(type -> type.isEnum() && type.isAssignableTo(ProblemType.class))
                .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
                .map(ProblemType.class::cast);
    }
}
