package io.plumbline.gateway.schema;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Validates one value against a schema. Each pair of a part of the value and a part of the schema is a step; a
/// value that uses up all steps is invalid. Not thread-safe.
final class SchemaRun {

    private static final int MOST_STEPS = 2_000_000;
    private static final int DEEPEST = 400;
    private static final int MOST_FAULTS = 20;

    /// Characters of a text times instructions of a pattern.
    private static final int MATCHED_IN_A_STEP = 50;

    private final JsonSchema document;
    private final List<SchemaFault> faults = new ArrayList<>();
    private long steps;

    SchemaRun(JsonSchema document) {
        this.document = document;
    }

    /// Thrown if the validation exceeds its limit.
    private static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooMuchException() {
            super(null, null, false, false);
        }
    }

    List<SchemaFault> faults(JsonNode schema, JsonNode value) {
        try {
            boolean _ = fits(schema, value, "", 0);
            return List.copyOf(faults);
        } catch (TooMuchException e) {
            return List.of(new SchemaFault("", "takes too long to check against this schema"));
        }
    }

    /// @param at the value's place; null if the places of faults are not needed
    private boolean fits(JsonNode schema, JsonNode value, @Nullable String at, int depth) {
        step(1);
        if (depth > DEEPEST) {
            throw new TooMuchException();
        }
        if (schema.isBoolean()) {
            return schema.asBoolean() || fault(at, "must not be present");
        }
        // All of it is looked at, for all that is at fault.
        boolean itself = fitsItself(schema, value, at);
        boolean others = fitsOthers(schema, value, at, depth);
        boolean parts = switch (value.getNodeType()) {
            case OBJECT -> fitsMembers(schema, value, at, depth);
            case ARRAY -> fitsElements(schema, value, at, depth);
            default -> true;
        };
        return itself && others && parts;
    }

    private void step(long count) {
        steps += count;
        if (steps > MOST_STEPS) {
            throw new TooMuchException();
        }
    }

    private boolean fault(@Nullable String at, String must) {
        if (at != null && faults.size() < MOST_FAULTS) {
            faults.add(new SchemaFault(at, must));
        }
        return false;
    }

    private boolean fitsItself(JsonNode schema, JsonNode value, @Nullable String at) {
        boolean fits = true;
        JsonNode type = schema.path("type");
        if (!type.isMissingNode() && !Values.isOfType(type, value)) {
            return fault(at, "must be of the type " + Values.brief(type));
        }
        JsonNode listed = schema.path("enum");
        step(listed.size());
        if (listed.isArray() && listed.valueStream().noneMatch(each -> Values.equal(each, value))) {
            fits = fault(at, "must be one of the listed values");
        }
        if (schema.has("const") && !Values.equal(schema.get("const"), value)) {
            fits = fault(at, "must be the constant");
        }
        if (value.isNumber()) {
            fits &= fitsNumber(schema, value.decimalValue(), at);
        } else if (value.isString()) {
            fits &= fitsText(schema, value.asString(), at);
        }
        return fits;
    }

    private boolean fitsNumber(JsonNode schema, BigDecimal number, @Nullable String at) {
        boolean fits = true;
        for (Bound bound : Bound.values()) {
            JsonNode limit = schema.path(bound.keyword());
            if (limit.isNumber() && !bound.holds(number.compareTo(limit.decimalValue()))) {
                fits = fault(at, "must be " + bound.words() + " " + Values.brief(limit));
            }
        }
        JsonNode factor = schema.path("multipleOf");
        if (factor.isNumber() && !Values.isMultiple(number, factor.decimalValue())) {
            fits = fault(at, "must be a multiple of " + Values.brief(factor));
        }
        return fits;
    }

    private boolean fitsText(JsonNode schema, String text, @Nullable String at) {
        boolean fits = true;
        if (schema.has("minLength") || schema.has("maxLength")) {
            fits = fitsCount(schema, "Length", text.codePointCount(0, text.length()), "characters", at);
        }
        JsonNode pattern = schema.path("pattern");
        if (pattern.isString()) {
            if (!matches(pattern.asString(), text)) {
                fits = fault(at, "must match " + Values.brief(pattern));
            }
        }
        return fits;
    }

    /// Matches in time linear in the text, times the size of the expression.
    private boolean matches(String expression, String text) {
        Pattern pattern = document.pattern(expression);
        step(1 + (long) text.length() * pattern.programSize() / MATCHED_IN_A_STEP);
        return pattern.matcher(text).find();
    }

    private boolean fitsCount(JsonNode schema, String of, int count, String what, @Nullable String at) {
        JsonNode least = schema.path("min" + of);
        JsonNode most = schema.path("max" + of);
        boolean fits = true;
        if (least.isNumber() && count < least.asLong()) {
            fits = fault(at, "must have at least " + least + " " + what);
        }
        if (most.isNumber() && count > most.asLong()) {
            fits = fault(at, "must have at most " + most + " " + what);
        }
        return fits;
    }

    /// Checks the schemas that apply to the same value.
    private boolean fitsOthers(JsonNode schema, JsonNode value, @Nullable String at, int depth) {
        boolean fits = true;
        if (schema.has("$ref")) {
            fits = fits(document.referred(schema.path("$ref").asString("")), value, at, depth + 1);
        }
        for (JsonNode each : schema.path("allOf")) {
            fits &= fits(each, value, at, depth + 1);
        }
        if (schema.has("anyOf") && count(schema.path("anyOf"), value, depth) == 0) {
            fits = fault(at, "must match one of the schemas of anyOf");
        }
        if (schema.has("oneOf") && count(schema.path("oneOf"), value, depth) != 1) {
            fits = fault(at, "must match exactly one of the schemas of oneOf");
        }
        if (schema.has("not") && fits(schema.path("not"), value, null, depth + 1)) {
            fits = fault(at, "must not match the schema of not");
        }
        if (schema.has("if")) {
            String then = fits(schema.path("if"), value, null, depth + 1) ? "then" : "else";
            fits &= !schema.has(then) || fits(schema.path(then), value, at, depth + 1);
        }
        return fits;
    }

    private int count(JsonNode schemas, JsonNode value, int depth) {
        int count = 0;
        for (JsonNode each : schemas) {
            count += fits(each, value, null, depth + 1) ? 1 : 0;
        }
        return count;
    }

    private boolean fitsMembers(JsonNode schema, JsonNode object, @Nullable String at, int depth) {
        boolean fits = fitsCount(schema, "Properties", object.size(), "members", at);
        for (JsonNode name : schema.path("required")) {
            fits &= object.has(name.asString("")) || fault(at, "must have the member " + Values.brief(name));
        }
        for (Map.Entry<String, JsonNode> each : schema.path("dependentRequired").properties()) {
            for (JsonNode name : object.has(each.getKey()) ? each.getValue() : schema.path("")) {
                fits &= object.has(name.asString("")) || fault(at, "must have the member " + Values.brief(name));
            }
        }
        for (Map.Entry<String, JsonNode> each : schema.path("dependentSchemas").properties()) {
            fits &= !object.has(each.getKey()) || fits(each.getValue(), object, at, depth + 1);
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            fits &= fitsMember(schema, member.getKey(), member.getValue(), at, depth);
        }
        return fits;
    }

    private boolean fitsMember(JsonNode schema, String name, JsonNode value, @Nullable String at, int depth) {
        step(1);
        boolean fits = true;
        boolean named = false;
        JsonNode own = schema.path("properties").get(name);
        if (own != null) {
            named = true;
            fits = fits(own, value, Values.below(at, name), depth + 1);
        }
        for (Map.Entry<String, JsonNode> each : schema.path("patternProperties").properties()) {
            if (matches(each.getKey(), name)) {
                named = true;
                fits &= fits(each.getValue(), value, Values.below(at, "*"), depth + 1);
            }
        }
        JsonNode others = schema.get("additionalProperties");
        if (!named && others != null) {
            fits &= others.isBoolean()
                    ? others.asBoolean() || fault(at, "must have only members that the schema names")
                    : fits(others, value, Values.below(at, "*"), depth + 1);
        }
        JsonNode names = schema.get("propertyNames");
        if (names != null && !fits(names, Values.text(name), null, depth + 1)) {
            fits = fault(at, "must have names that match the schema of propertyNames");
        }
        return fits;
    }

    private boolean fitsElements(JsonNode schema, JsonNode array, @Nullable String at, int depth) {
        boolean fits = fitsCount(schema, "Items", array.size(), "elements", at);
        JsonNode first = schema.path("prefixItems");
        JsonNode rest = schema.get("items");
        int matching = 0;
        JsonNode contains = schema.get("contains");
        for (int i = 0; i < array.size(); i++) {
            JsonNode own = i < first.size() ? first.get(i) : rest;
            if (own != null) {
                fits &= fits(own, array.get(i), Values.below(at, Integer.toString(i)), depth + 1);
            }
            matching += contains != null && fits(contains, array.get(i), null, depth + 1) ? 1 : 0;
        }
        if (contains != null) {
            long least = schema.path("minContains").asLong(1);
            long most = schema.path("maxContains").asLong(Long.MAX_VALUE);
            fits &= (matching >= least && matching <= most)
                    || fault(at, "must have as many elements matching contains as the schema requires");
        }
        if (schema.path("uniqueItems").asBoolean(false) && !areUnique(array)) {
            fits = fault(at, "must have no duplicate elements");
        }
        return fits;
    }

    private boolean areUnique(JsonNode array) {
        for (int i = 1; i < array.size(); i++) {
            step(i);
            for (int j = 0; j < i; j++) {
                if (Values.equal(array.get(i), array.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }
}
