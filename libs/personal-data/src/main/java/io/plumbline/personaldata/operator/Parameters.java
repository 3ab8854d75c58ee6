package io.plumbline.personaldata.operator;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of an operator during reading, with a record of those that were read.
final class Parameters {

    private final Map<String, @Nullable Object> given = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    private Parameters() {}

    static Parameters of(Map<?, ?> map) {
        Parameters parameters = new Parameters();
        map.forEach((name, value) -> parameters.given.put(String.valueOf(name), value));
        return parameters;
    }

    boolean has(String name) {
        known.add(name);
        return given.get(name) != null;
    }

    String text(String name, String otherwise, int shortest, int longest) {
        if (!has(name) && shortest == 0) {
            return otherwise;
        }
        if (given.get(name) instanceof String text && text.length() >= shortest && text.length() <= longest) {
            return text;
        }
        throw new OperatorFormatException(name, "must be a text of " + shortest + " to " + longest + " characters");
    }

    int whole(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        if (given.get(name) instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= least
                && number.intValue() <= most) {
            return number.intValue();
        }
        throw new OperatorFormatException(name, "must be a whole number from " + least + " to " + most);
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (given.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw new OperatorFormatException(name, "must be true or false");
    }

    Alphabet alphabet() {
        if (!has("alphabet")) {
            return Alphabet.DIGITS;
        }
        return (given.get("alphabet") instanceof String name ? Alphabet.of(name) : Optional.<Alphabet>empty())
                .orElseThrow(() ->
                        new OperatorFormatException("alphabet", "must be one of digits, alphanumeric, mixed_case"));
    }

    void refuseOthers() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new OperatorFormatException(name, "is not a parameter of this operator");
            }
        }
    }
}
