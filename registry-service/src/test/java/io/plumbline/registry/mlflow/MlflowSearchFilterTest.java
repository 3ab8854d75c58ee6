package io.plumbline.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.mlflow.MlflowSearchFilter.Column;
import io.plumbline.registry.mlflow.MlflowSearchFilter.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowSearchFilterTest {

    private static final Map<String, Column> COLUMNS =
            Map.of("name", new Column("name", false), "version_number", new Column("number", true));

    @Test
    void readsComparisonsJoinedByAnd() {
        assertThat(
                        parse(
                                "name LIKE 'fraud%' and tags.`cost centre` = 'it''s' AND version_number >= 3 AND tag.a.b != \"x\""))
                .containsExactly(
                        new Condition("name like ? escape ''", List.of("fraud%")),
                        new Condition("tags ->> ? = ?", List.of("cost centre", "it's")),
                        new Condition("number >= ?", List.of(new BigDecimal(3))),
                        new Condition("tags ->> ? != ?", List.of("a.b", "x")));
    }

    @Test
    void keepsValuesOutOfTheStatement() {
        assertThat(parse("name = '''; drop table asset; --'"))
                .containsExactly(new Condition("name = ?", List.of("'; drop table asset; --")));
    }

    @Test
    void readsLists() {
        List<Condition> conditions = parse("attribute.name IN ('a', 'b')");
        assertThat(conditions).singleElement().satisfies(condition -> {
            assertThat(condition.sql()).isEqualTo("name = any(?)");
            assertThat((String[]) condition.values().getFirst()).containsExactly("a", "b");
        });
    }

    @Test
    void findsEverythingWithoutAText() {
        assertThat(parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name = fraud",
                "name = 'fraud",
                "name = 'a' OR name = 'b'",
                "name > 'a'",
                "name = 'a' AND",
                "version_number LIKE '1'",
                "version_number = x",
                "tags = 'a'",
                "tags. = 'a'",
                "name IN 'a'",
                "name IN ('a'",
                "team = 'payments'",
                "1 = 1"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesManyComparisons() {
        assertThatThrownBy(() -> parse("name = 'a' AND ".repeat(20) + "name = 'a'"))
                .hasMessageContaining("20 comparisons");
        assertThatThrownBy(() -> parse("name = '" + "a".repeat(4_000) + "'")).hasMessageContaining("4000 characters");
    }

    private static List<Condition> parse(String text) {
        return MlflowSearchFilter.parse(text, COLUMNS);
    }
}
