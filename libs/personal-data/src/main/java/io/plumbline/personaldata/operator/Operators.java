package io.plumbline.personaldata.operator;

import io.plumbline.personaldata.operator.Operator.Decrypt;
import io.plumbline.personaldata.operator.Operator.Encrypt;
import io.plumbline.personaldata.operator.Operator.FormatPreserve;
import io.plumbline.personaldata.operator.Operator.FormatReveal;
import io.plumbline.personaldata.operator.Operator.Hash;
import io.plumbline.personaldata.operator.Operator.Keep;
import io.plumbline.personaldata.operator.Operator.Mask;
import io.plumbline.personaldata.operator.Operator.MaskCount;
import io.plumbline.personaldata.operator.Operator.Placeholder;
import io.plumbline.personaldata.operator.Operator.Remove;
import io.plumbline.personaldata.operator.Operator.Replace;
import io.plumbline.personaldata.operator.Operator.Surrogate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes operators as the strings and maps of any JSON or YAML library: the name alone, `"mask"`, or
/// an object with parameters, `{"type": "mask", "keepLast": 2}`. Rejects unknown parameters.
public final class Operators {

    /// The names of all operators.
    public static final List<String> TYPES = List.of(
            "placeholder",
            "replace",
            "mask",
            "remove",
            "hash",
            "encrypt",
            "decrypt",
            "fpe",
            "fpe_decrypt",
            "surrogate",
            "keep");

    private Operators() {}

    /// The operator for a name or for a map with a `type` and parameters.
    ///
    /// @throws OperatorFormatException at the first error
    public static Operator read(Object value) {
        Parameters given;
        if (value instanceof String type) {
            given = Parameters.of(Map.of("type", type));
        } else if (value instanceof Map<?, ?> map) {
            given = Parameters.of(map);
        } else {
            throw new OperatorFormatException("", "must be the name of an operator or an object with its type");
        }
        Operator operator = read(given.text("type", "", 1, 20), given);
        given.refuseOthers();
        return operator;
    }

    private static Operator read(String type, Parameters given) {
        return switch (type) {
            case "placeholder" -> Operator.PLACEHOLDER;
            case "replace" ->
                new Replace(given.has("newValue") ? given.text("newValue", "", 0, Replace.MAX_LENGTH) : null);
            case "mask" -> mask(given);
            case "remove" -> Operator.REMOVE;
            case "hash" ->
                new Hash(
                        given.whole("length", Hash.DEFAULT_LENGTH, Hash.SHORTEST, Hash.LONGEST),
                        given.has("salt") ? given.text("salt", "", Hash.SHORTEST_SALT, 200) : "");
            case "encrypt" -> new Encrypt(given.flag("deterministic", false));
            case "decrypt" -> new Decrypt();
            case "fpe" -> new FormatPreserve(given.alphabet(), given.flag("luhn", false));
            case "fpe_decrypt" -> new FormatReveal(given.alphabet(), given.flag("luhn", false));
            case "surrogate" -> new Surrogate(given.flag("reversible", true));
            case "keep" -> Operator.KEEP;
            default -> throw new OperatorFormatException("type", "is not one of " + String.join(", ", TYPES));
        };
    }

    private static Operator mask(Parameters given) {
        char character =
                given.has("character") ? given.text("character", "*", 1, 1).charAt(0) : '*';
        if (given.has("count")) {
            return new MaskCount(character, given.whole("count", 0, 0, 10_000), given.flag("fromEnd", false));
        }
        return new Mask(
                character, given.whole("keepFirst", 0, 0, 100), given.whole("keepLast", Mask.DEFAULT_KEPT, 0, 100));
    }

    /// The name alone if all parameters have their defaults, else a map with all of them.
    public static Object write(Operator operator) {
        Map<String, Object> parameters = parameters(operator);
        if (parameters.isEmpty() || operator.equals(read(operator.type()))) {
            return operator.type();
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", operator.type());
        written.putAll(parameters);
        return written;
    }

    private static Map<String, Object> parameters(Operator operator) {
        Map<String, Object> written = new LinkedHashMap<>();
        switch (operator) {
            case Replace replace when replace.newValue() != null -> written.put("newValue", replace.newValue());
            case Mask mask -> {
                written.put("character", Character.toString(mask.character()));
                written.put("keepFirst", mask.keepFirst());
                written.put("keepLast", mask.keepLast());
            }
            case MaskCount mask -> {
                written.put("character", Character.toString(mask.character()));
                written.put("count", mask.count());
                written.put("fromEnd", mask.fromEnd());
            }
            case Hash hash -> {
                written.put("length", hash.length());
                if (!hash.salt().isEmpty()) {
                    written.put("salt", hash.salt());
                }
            }
            case Encrypt encrypt -> written.put("deterministic", encrypt.deterministic());
            case FormatPreserve(Alphabet alphabet, boolean luhn) -> {
                written.put("alphabet", alphabet.wireName());
                written.put("luhn", luhn);
            }
            case FormatReveal(Alphabet alphabet, boolean luhn) -> {
                written.put("alphabet", alphabet.wireName());
                written.put("luhn", luhn);
            }
            case Surrogate surrogate -> written.put("reversible", surrogate.reversible());
            case Placeholder _, Replace _, Remove _, Decrypt _, Keep _ -> {
                // nothing to set
            }
        }
        return written;
    }
}
