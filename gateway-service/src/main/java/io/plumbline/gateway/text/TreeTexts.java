package io.plumbline.gateway.text;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Walks a tree and lists everything in it that a person may have written: every string, the names of members,
/// and numbers with enough digits to identify a person. Whatever the structure, everything is inspected except
/// the words of the protocol. One walk; not thread-safe.
public final class TreeTexts {

    private static final String ARGUMENTS = "arguments";

    /// A number with fewer digits does not identify a person.
    private static final int SMALL = 1_000_000;

    /// Members that contain addresses and encoded data.
    private static final Set<String> ENCODED = Set.of("url", "uri", "data", "file_data", "signature");

    /// Members with identifiers of the protocol.
    private static final Set<String> IDENTIFIERS = Set.of(
            "id",
            "tool_call_id",
            "tool_use_id",
            "call_id",
            "file_id",
            "role",
            "type",
            "detail",
            "format",
            "media_type",
            "mime_type",
            "function",
            "custom");

    /// Identifiers of things and people, and related names.
    private static final Set<String> OF_THINGS_AND_PEOPLE = Set.of(
            "id",
            "tool_call_id",
            "tool_use_id",
            "call_id",
            "file_id",
            "user",
            "user_id",
            "safety_identifier",
            "prompt_cache_key");

    private static final String METADATA = "metadata";
    private static final int LONGEST_IDENTIFIER = 256;

    private static final Pattern CLAUDE =
            Pattern.compile("claude(?:-(?:[a-z]{1,12}|\\d{1,2}(?:\\.\\d{1,2})?)){0,5}(?:[-@]20\\d{6})?");

    /// Objects whose name is the name of a tool.
    private static final Set<String> NAMED = Set.of("function", "functions", "function_call", "custom", "tool_choice");

    private final boolean fixing;
    private final List<TextPlace> places = new ArrayList<>();

    /// @param fixing whether identifiers and similar values must not be changed
    public TreeTexts(boolean fixing) {
        this.fixing = fixing;
    }

    public List<TextPlace> places() {
        return places;
    }

    /// Lists everything in an object, starting with the names of its members.
    public void object(ObjectNode object, @Nullable String called, Origin origin, String param) {
        names(object, origin, param);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member(object, member.getKey(), called, origin, param);
        }
    }

    public void names(ObjectNode object, Origin origin, String param) {
        List<String> unknown = null;
        for (String name : object.propertyNames()) {
            if (!ProtocolWords.knows(name)) {
                unknown = unknown == null ? new ArrayList<>() : unknown;
                unknown.add(name);
            }
        }
        if (unknown != null) {
            places.add(new NamesPlace(object, unknown, origin, param));
        }
    }

    public void name(ObjectNode object, String name, Origin origin, String param) {
        if (!ProtocolWords.knows(name)) {
            places.add(new NamesPlace(object, List.of(name), origin, param));
        }
    }

    /// Lists one member of an object.
    ///
    /// @param called the name of the object in its own parent
    /// @param param the object's place, for error messages
    public void member(ObjectNode parent, String name, @Nullable String called, Origin origin, String param) {
        JsonNode value = parent.get(name);
        switch (value) {
            case ObjectNode object -> object(object, name, origin, at(param, name));
            case ArrayNode array -> array(array, name, origin, at(param, name));
            case null -> {
                // nothing
            }
            default -> {
                if (isNameOfModel(name, value)) {
                    break;
                }
                if (value.isString() ? isWritten(value) : isLongNumber(value)) {
                    leaf(parent, name, called, value, origin, at(param, name));
                }
            }
        }
    }

    /// Whether the value is a model name that looks like a person's name.
    private static boolean isNameOfModel(String name, JsonNode value) {
        return name.equals("model") && CLAUDE.matcher(value.asString("")).matches();
    }

    private void leaf(
            ObjectNode parent, String name, @Nullable String called, JsonNode value, Origin origin, String param) {
        if (value.isString() && name.equals(ARGUMENTS)) {
            places.add(new MemberPlace(parent, name, Origin.TOOL_ARGUMENTS, param, false));
            return;
        }
        boolean encoded = ENCODED.contains(name) && !isPlainSource(parent, name);
        EncodedData data = encoded ? EncodedData.of(value.asString()) : null;
        if (data != null && data.text() != null) {
            places.add(new EncodedPlace(parent, name, origin, param, data.text()));
        }
        if (data != null && data.sure()) {
            return;
        }
        boolean identifier = encoded
                || IDENTIFIERS.contains(name)
                || (name.equals("name") && (isTool(parent) || (called != null && NAMED.contains(called))));
        boolean fixed = !value.isString() || (fixing && identifier);
        places.add(new MemberPlace(parent, name, origin, param, fixed, fixing && isIdentifier(name, called, value)));
    }

    /// Whether the value is an identifier of things or people and written as one. A sentence is a text in any
    /// place.
    private static boolean isIdentifier(String name, @Nullable String called, JsonNode value) {
        boolean named = OF_THINGS_AND_PEOPLE.contains(name) || METADATA.equals(called);
        String written = value.isString() ? value.asString() : "";
        return named && !written.isEmpty() && written.length() <= LONGEST_IDENTIFIER && isOneWord(written);
    }

    private static boolean isOneWord(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /// Whether the object is an Anthropic tool, or a call of one.
    private static boolean isTool(ObjectNode object) {
        return object.has("input_schema") || object.path("type").asString("").endsWith("tool_use");
    }

    /// Whether the member is a document as plain text.
    private static boolean isPlainSource(ObjectNode parent, String name) {
        return name.equals("data") && parent.path("type").asString("").equals("text");
    }

    private void array(ArrayNode array, String called, Origin origin, String param) {
        for (int i = 0; i < array.size(); i++) {
            element(array, i, called, origin, param + "[" + i + "]");
        }
    }

    /// Lists the elements of an array that are not objects.
    public void besideObjects(ArrayNode array, String called, Origin origin, String param) {
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isObject()) {
                element(array, i, called, origin, param + "[" + i + "]");
            }
        }
    }

    /// Lists one element of an array.
    ///
    /// @param called the name of the array
    /// @param param the element's place, for error messages
    public void element(ArrayNode array, int index, String called, Origin origin, String param) {
        JsonNode value = array.get(index);
        if (value instanceof ObjectNode object) {
            object(object, called, origin, param);
        } else if (value instanceof ArrayNode inner) {
            array(inner, called, origin, param);
        } else if (value.isString() ? isWritten(value) : isLongNumber(value)) {
            places.add(new ElementPlace(array, index, origin, param, !value.isString()));
        }
    }

    /// Whether a member of that name always arrives in one piece, also in a stream.
    public static boolean comesWhole(String name) {
        return IDENTIFIERS.contains(name) || ENCODED.contains(name) || name.equals("name");
    }

    private static boolean isWritten(JsonNode text) {
        String value = text.asString();
        return !value.isEmpty() && !ProtocolWords.knows(value);
    }

    private static boolean isLongNumber(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        return !value.canConvertToInt() || Math.abs((long) value.asInt()) >= SMALL || !value.isIntegralNumber();
    }

    private static String at(String param, String name) {
        return param.isEmpty() ? name : param + "." + name;
    }
}
