package io.plumbline.gateway.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Distinguishes the tool calls in one streamed choice. Fragments of one call have its `index`. But some servers
/// give every call the same index or none, and each an identifier. A fragment with a new identifier and a name
/// therefore begins a further call, which gets the next free number. An identifier alone does not, since some
/// servers give each fragment a new one. Not thread-safe.
public final class CallNumbers {

    private final Map<Integer, Begun> begun = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private int last;

    /// The call to which fragments of an index belong.
    private static final class Begun {
        private final int number;
        private String id = "";

        private Begun(int number) {
            this.number = number;
        }
    }

    /// Returns the number of the call to which this fragment belongs: mostly its index.
    public int of(JsonNode fragment) {
        last = fragment.path("index").asInt(last);
        String id = fragment.path("id").asString("");
        Begun call = begun.get(last);
        if (call == null || (isNamed(fragment) && isOther(id, call.id))) {
            call = new Begun(free(last));
            begun.put(last, call);
        }
        call.id = call.id.isEmpty() ? id : call.id;
        return call.number;
    }

    private static boolean isOther(String id, String before) {
        return !id.isEmpty() && !before.isEmpty() && !id.equals(before);
    }

    private static boolean isNamed(JsonNode fragment) {
        return !fragment.path("function").path("name").asString("").isEmpty()
                || !fragment.path("custom").path("name").asString("").isEmpty();
    }

    private int free(int from) {
        int number = from;
        while (!given.add(number)) {
            number++;
        }
        return number;
    }
}
