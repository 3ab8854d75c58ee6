package io.plumbline.audit.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes JSON in the canonical form of RFC 8785 (JCS): no white space, members sorted by the UTF-16 code units
/// of their names, numbers as in ECMAScript, minimal escaping, UTF-8.
///
/// It is stricter than the RFC where a leaf could not be stored or read back exactly: it refuses U+0000 (which
/// Postgres' jsonb cannot store), lone surrogates, and whole numbers that a double cannot represent exactly.
/// Supported values are `null`, [Boolean], [CharSequence], [UUID], [Number], [List], [Map] with [String] names,
/// and [Record], whose null members are omitted; components with `@JsonUnwrapped` are written in place. Anything
/// else is refused. Stateless.
public final class CanonicalJson {
    /// Maximum nesting of lists and maps. Deeper values are an error or an attack on parsers.
    public static final int MAX_DEPTH = 32;

    /// Enough for most events.
    private static final int USUAL_LENGTH = 2_048;

    private static final String HEX = "0123456789abcdef";

    private CanonicalJson() {}

    /// @throws IllegalArgumentException if the value has no canonical form; the message names the part
    public static byte[] bytes(@Nullable Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /// Returns the canonical form as a string.
    public static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder(USUAL_LENGTH);
        write(value, out, 0);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("JSON is nested deeper than " + MAX_DEPTH + " levels");
        }
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth.booleanValue());
            case CharSequence text -> writeString(text, out);
            case Number number -> CanonicalNumber.write(number, out);
            case List<?> list -> writeList(list, out, depth);
            case Map<?, ?> map -> writeMap(map, out, depth);
            case Record written -> writeRecord(written, out, depth);
            case UUID id -> writeString(id.toString(), out);
            default ->
                throw new IllegalArgumentException("A " + value.getClass().getName()
                        + " is no JSON value: give a string, number, boolean, list or map");
        }
    }

    private static void writeList(List<?> list, StringBuilder out, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(list.get(i), out, depth + 1);
        }
        out.append(']');
    }

    private static void writeMap(Map<?, ?> map, StringBuilder out, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : sorted(map)) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeString((String) member.getKey(), out);
            out.append(':');
            write(member.getValue(), out, depth + 1);
        }
        out.append('}');
    }

    private static void writeRecord(Record written, StringBuilder out, int depth) {
        out.append('{');
        boolean first = true;
        RecordMembers members = RecordMembers.of(written);
        @Nullable Object[] owners = members.owners(written);
        for (RecordMembers.Member member : members.all()) {
            Object value = member.in(owners);
            if (value != null) {
                if (!first) {
                    out.append(',');
                }
                first = false;
                writeString(member.name(), out);
                out.append(':');
                write(value, out, depth + 1);
            }
        }
        out.append('}');
    }

    /// Returns the members sorted by name; most maps are already sorted. The order of String is that of UTF-16
    /// code units, as the RFC requires.
    private static Collection<? extends Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        boolean inOrder = true;
        String last = null;
        for (Object name : map.keySet()) {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("A JSON member's name is a string, not " + name);
            }
            inOrder &= last == null || last.compareTo(text) < 0;
            last = text;
        }
        return inOrder ? map.entrySet() : new TreeMap<>(map).entrySet();
    }

    private static void writeString(CharSequence text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(c, out);
                written = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("Text has half of a surrogate pair at position " + i);
                }
                i++;
            }
        }
        if (written == 0) {
            out.append(text); // at once, and not character by character
        } else {
            out.append(text, written, text.length());
        }
        out.append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            case 0 -> throw new IllegalArgumentException("Text has a NUL character (U+0000), which cannot be stored");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
        }
    }
}
