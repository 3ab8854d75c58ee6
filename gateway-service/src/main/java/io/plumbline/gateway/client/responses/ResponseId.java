package io.plumbline.gateway.client.responses;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IDs of responses: `resp_` and the ID of the call in hex.
final class ResponseId {

    private static final String PREFIX = "resp_";
    private static final Pattern ID =
            Pattern.compile("resp_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

    private static final Pattern ITEM = Pattern.compile("(?:msg|fc|rs)_([0-9a-f]{32})(\\d{2,4})");

    private ResponseId() {}

    /// An item of a response's output.
    record Item(UUID response, int index) {}

    /// Returns empty if the text is not an item's ID.
    static Optional<Item> parseItem(String id) {
        Matcher matcher = ITEM.matcher(id);
        return matcher.matches()
                ? parse(PREFIX + matcher.group(1))
                        .map(response -> new Item(response, Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    static String of(UUID call) {
        return PREFIX + suffix(call);
    }

    static String suffix(UUID call) {
        return call.toString().replace("-", "");
    }

    /// Returns empty if the text is not a response's ID.
    static Optional<UUID> parse(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches()
                ? Optional.of(UUID.fromString(matcher.replaceFirst("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
