package io.plumbline.guardrails.policy.document;

import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An object in a document with its location, to report the location of each error. A null member counts as
/// missing.
///
/// @param fields its members
/// @param pointer RFC 6901 pointer to it
record PolicyNode(Map<String, Object> fields, String pointer) {

    static PolicyNode of(@Nullable Object value, String pointer) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new PolicyFormatException(pointer, "must be an object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            if (each != null) {
                fields.put(String.valueOf(key), each);
            }
        });
        return new PolicyNode(fields, pointer);
    }

    String at(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    PolicyFormatException wrong(String field, String message) {
        return new PolicyFormatException(at(field), message);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    Set<String> names() {
        return fields.keySet();
    }

    @Nullable
    Object value(String field) {
        return fields.get(field);
    }

    PolicyNode object(String field) {
        return of(fields.get(field), at(field));
    }

    /// The member of that name, or an object without members if it is missing.
    PolicyNode objectOrNone(String field, int mostMembers) {
        if (!has(field)) {
            return new PolicyNode(Map.of(), at(field));
        }
        PolicyNode object = object(field);
        if (object.fields.size() > mostMembers) {
            throw wrong(field, "must have at most " + mostMembers + " members");
        }
        return object;
    }

    /// The elements of a list of objects; empty if the list is missing.
    <T> List<T> list(String field, int most, Function<PolicyNode, T> read) {
        List<T> all = new ArrayList<>();
        for (Object element : elements(field, most)) {
            all.add(read.apply(of(element, at(field) + "/" + all.size())));
        }
        return all;
    }

    /// The same for a list that may also hold texts: a text stands for an object with only this member.
    <T> List<T> listOrTexts(String field, int most, String member, Function<PolicyNode, T> read) {
        List<T> all = new ArrayList<>();
        for (Object element : elements(field, most)) {
            Object entry = element instanceof String text ? Map.of(member, text) : element;
            all.add(read.apply(of(entry, at(field) + "/" + all.size())));
        }
        return all;
    }

    /// A text that is not blank and has no control characters.
    String text(String field, int longest) {
        if (fields.get(field) instanceof String text
                && !text.isBlank()
                && text.length() <= longest
                && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw wrong(field, "must be one line of at most " + longest + " characters");
    }

    /// A list of strings; empty if it is missing.
    Set<String> strings(String field, int most, Predicate<String> fits, String what) {
        Set<String> all = new LinkedHashSet<>();
        for (Object element : elements(field, most)) {
            if (!(element instanceof String string) || !fits.test(string)) {
                throw wrong(field, "must hold " + what);
            }
            all.add(string);
        }
        return all;
    }

    private List<?> elements(String field, int most) {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw wrong(field, "must be a list of at most " + most);
        }
        return list;
    }

    <T> T named(String field, Function<String, Optional<T>> byName, String what) {
        if (fields.get(field) instanceof String name) {
            Optional<T> found = byName.apply(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw wrong(field, "is not the name of a known " + what);
    }

    /// A number from 0 to 1.
    double score(String field) {
        if (fields.get(field) instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw wrong(field, "must be a number from 0 to 1");
    }

    @Nullable
    Integer timeout(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 1
                && number.intValue() <= GuardPolicy.LONGEST_TIMEOUT_MS) {
            return number.intValue();
        }
        throw wrong(field, "must be a whole number of milliseconds from 1 to " + GuardPolicy.LONGEST_TIMEOUT_MS);
    }

    /// A whole number between two bounds, both included.
    int whole(String field, int least, int most, int otherwise) {
        Object value = fields.get(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= least
                && number.intValue() <= most) {
            return number.intValue();
        }
        throw wrong(field, "must be a whole number from " + least + " to " + most);
    }

    boolean flag(String field, boolean otherwise) {
        Object value = fields.get(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(field, "must be true or false");
    }

    @Nullable
    FailureMode failureMode(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        for (FailureMode mode : FailureMode.values()) {
            if (mode.name().equals(value)) {
                return mode;
            }
        }
        throw wrong(field, "must be OPEN or CLOSED");
    }

    void refuseOthers(Set<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                throw wrong(field, "is not a known field");
            }
        }
    }
}
