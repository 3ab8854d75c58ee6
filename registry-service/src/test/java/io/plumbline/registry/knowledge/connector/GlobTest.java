package io.plumbline.registry.knowledge.connector;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*.md,a.md,true",
        "*.md,sub/a.md,false",
        "**/*.md,a.md,true",
        "**/*.md,sub/deep/a.md,true",
        "**/*.md,sub/a.mdx,false",
        "sub/**,sub/deep/a.md,true",
        "sub/**,subs/a.md,false",
        "sub/**/a.md,sub/a.md,true",
        "sub/**/a.md,sub/x/y/a.md,true",
        "sub/**/a.md,sub/xa.md,false",
        "?.md,a.md,true",
        "?.md,/.md,false",
        "a**z,a/b/z,true",
        "[a].md,[a].md,true",
        "[a].md,a.md,false",
    })
    void matchesPaths(String pattern, String path, boolean expected) {
        assertThat(new Glob(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void takesNoTimeForHostilePatterns() {
        Glob glob = new Glob("*a".repeat(100) + "b");
        assertThat(assertTimeoutPreemptively(ofSeconds(10), () -> glob.matches("a".repeat(4_000))))
                .isFalse();
    }
}
