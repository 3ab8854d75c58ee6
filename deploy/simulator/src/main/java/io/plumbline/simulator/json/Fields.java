package io.plumbline.simulator.json;

import io.plumbline.simulator.http.RequestRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Typed access to one object of a request. An absent field and an explicit `null` are equivalent; a field of the
/// wrong type or out of range is rejected with its path.
///
/// @param path the object's path in the body, as in `messages[1]`; empty for the body itself
public record Fields(ObjectNode node, String path) {
    public static Fields of(ObjectNode body) {
        return new Fields(body, "");
    }

    /// The elements of an array field as objects; an empty list if the field is absent.
    public List<Fields> objects(String name) {
        List<Fields> elements = new ArrayList<>();
        List<JsonNode> nodes = array(name);
        for (int i = 0; i < nodes.size(); i++) {
            String elementPath = pathOf(name) + "[" + i + "]";
            if (!(nodes.get(i) instanceof ObjectNode object)) {
                throw RequestRefusal.badField(elementPath, "must be an object");
            }
            elements.add(new Fields(object, elementPath));
        }
        return elements;
    }

    public List<JsonNode> array(String name) {
        return present(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw refuse(name, "must be an array");
                    }
                    return List.copyOf(value.values());
                })
                .orElse(List.of());
    }

    public Optional<Fields> object(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw refuse(name, "must be an object");
            }
            return new Fields(object, pathOf(name));
        });
    }

    public Optional<String> string(String name) {
        return present(name).map(value -> {
            if (!value.isString()) {
                throw refuse(name, "must be a string");
            }
            return value.stringValue();
        });
    }

    public String requiredString(String name) {
        return string(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> refuse(name, "is required and must be a string that is not blank"));
    }

    public boolean flag(String name, boolean otherwise) {
        return present(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw refuse(name, "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    public OptionalInt integer(String name, int least, int most) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw refuse(name, "must be an integer from " + least + " to " + most);
        }
        return OptionalInt.of(number.intValue());
    }

    public OptionalDouble number(String name, double least, double most) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        // Not a number is what a number is that no double holds.
        double number = value.get().asDouble(Double.NaN);
        if (!value.get().isNumber() || !(number >= least && number <= most)) {
            throw refuse(name, "must be a number from " + plain(least) + " to " + plain(most));
        }
        return OptionalDouble.of(number);
    }

    /// The value of a field that is present and not null.
    public Optional<JsonNode> present(String name) {
        return node.optional(name).filter(value -> !value.isNull());
    }

    public RequestRefusal refuse(String name, String complaint) {
        return RequestRefusal.badField(pathOf(name), complaint);
    }

    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
