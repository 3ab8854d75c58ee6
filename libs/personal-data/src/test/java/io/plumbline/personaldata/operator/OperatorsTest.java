package io.plumbline.personaldata.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OperatorsTest {

    static final List<Operator> WITH_PARAMETERS = List.of(
            new Operator.Replace("[gone]"),
            new Operator.Mask('#', 2, 0),
            new Operator.MaskCount('x', 12, true),
            new Operator.Hash(16, "a salt of the policy"),
            new Operator.Encrypt(true),
            new Operator.FormatPreserve(Alphabet.ALPHANUMERIC, false),
            new Operator.FormatReveal(Alphabet.DIGITS, true),
            new Operator.Surrogate(false));

    @Test
    void writesANameAloneWhereNothingIsSet() {
        for (String type : Operators.TYPES) {
            Operator operator = Operators.read(type);
            assertThat(operator.type()).isEqualTo(type);
            assertThat(Operators.write(operator)).isEqualTo(type);
            assertThat(Operators.read(Map.of("type", type))).isEqualTo(operator);
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_PARAMETERS")
    void readsWhatItWrites(Operator operator) {
        assertThat(Operators.write(operator)).isInstanceOf(Map.class);
        assertThat(Operators.read(Operators.write(operator))).isEqualTo(operator);
    }

    @Test
    void readsAMaskOfEitherKind() {
        assertThat(Operators.read(Map.of("type", "mask", "count", 4, "fromEnd", true)))
                .isEqualTo(new Operator.MaskCount('*', 4, true));
        assertThat(Operators.read(Map.of("type", "mask", "keepLast", 0))).isEqualTo(new Operator.Mask('*', 0, 0));
    }

    @Test
    void refusesWhatIsUnknownOrOutOfBounds() {
        refuses("shred", "type");
        refuses(7, "");
        refuses(Map.of("count", 3), "type");
        refuses(Map.of("type", "mask", "keep", 4), "keep");
        refuses(Map.of("type", "mask", "character", "**"), "character");
        refuses(Map.of("type", "mask", "count", 4, "keepLast", 4), "keepLast");
        refuses(Map.of("type", "hash", "length", 8), "length");
        refuses(Map.of("type", "hash", "salt", "short"), "salt");
        refuses(Map.of("type", "fpe", "alphabet", "runes"), "alphabet");
        refuses(Map.of("type", "encrypt", "deterministic", "yes"), "deterministic");
        refuses(new HashMap<>(Map.of("type", "keep", "luhn", true)), "luhn");
    }

    private static void refuses(Object operator, String field) {
        assertThatThrownBy(() -> Operators.read(operator))
                .isInstanceOfSatisfying(
                        OperatorFormatException.class,
                        e -> assertThat(e.field()).isEqualTo(field));
    }
}
